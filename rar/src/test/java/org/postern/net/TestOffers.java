package org.postern.net;

import java.nio.file.Path;
import java.time.Clock;
import org.postern.tls.CertificateBindings;
import org.postern.tls.KeyStoreSettings;
import org.postern.tls.KeyStoreSource;
import org.postern.tls.KeyStoreSources;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;
import org.postern.tls.TlsOffers;

/** What an address offers, with a key store that has the alias {@code mx}: {@code CN=mx.example.org}. */
final class TestOffers {
    private TestOffers() {}

    static TlsOffers none() {
        return new TlsOffers(bindings(""), source(Path.of("none.p12")), Clock.systemUTC());
    }

    /** Bindings as an administrator writes them. */
    static TlsOffers bound(String bindings, Path directory) {
        Path file = TestKeyStore.pkcs12().key("mx", TestCertificates.EC).write(directory.resolve("keys.p12"));
        TlsOffers offers = new TlsOffers(bindings(bindings), source(file), Clock.systemUTC());
        offers.refresh();
        return offers;
    }

    private static CertificateBindings bindings(String text) {
        return CertificateBindings.parse(text, TestOffers::fail);
    }

    private static KeyStoreSource source(Path file) {
        return KeyStoreSources.parse(
                        new KeyStoreSettings("file:" + file, null, TestKeyStore.PASSWORD, null), TestOffers::fail)
                .orElseThrow();
    }

    private static void fail(String problem) {
        throw new AssertionError(problem);
    }
}
