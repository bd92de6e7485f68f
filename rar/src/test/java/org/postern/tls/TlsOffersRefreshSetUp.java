package org.postern.tls;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStoreSource;
import org.postern.tls.keys.KeyStores;

/** A key store that changes, and the offers that follow it. */
abstract class TlsOffersRefreshSetUp {
    static final LocalAddress ADDRESS =
            new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 25);

    final FakeKeyStoreSource source = FakeKeyStoreSource.holding(mx());
    final TlsOffers offers = offers(source);

    static boolean inTime(Callable<Boolean> look) {
        FutureTask<Boolean> task = new FutureTask<>(look);
        new Thread(task).start();
        try {
            return task.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    int looksUntilUsable() {
        int looks = 0;
        while (verdict() != Verdict.USABLE && looks < 1_000) {
            offers.refresh();
            looks++;
        }
        return looks;
    }

    Verdict verdict() {
        return offers.offerFor(ADDRESS).verdict();
    }

    static TlsOffers offers(KeyStoreSource source) {
        return TestPolicy.byDefault().offers("*=mx", Clock.systemUTC(), source);
    }

    static TlsOffers offers(Path file) {
        KeyStoreSettings settings = new KeyStoreSettings("file:" + file, null, TestKeyStore.PASSWORD, null);
        return TestPolicy.byDefault()
                .offers(
                        "*=mx",
                        KeyStores.parse(settings, problem -> {}).orElseThrow(),
                        new KeyStores(List::of),
                        Clock.systemUTC());
    }

    static TestKeyStore mx() {
        return TestKeyStore.pkcs12().key("mx", TestCertificates.EC);
    }
}
