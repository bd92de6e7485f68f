package org.postern.ra;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.Property;
import org.postern.tls.EitherTls;
import org.postern.tls.Proofs;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;
import org.postern.tls.TlsOffers;

/** A key store file that an administrator changes. */
public final class KeyFile {
    private final Path file;
    private TestKeyStore keys = TestKeyStore.pkcs12();

    public KeyFile(Path directory) {
        file = directory.resolve("keys.p12");
    }

    /** A certificate that is good from the day before for some days. */
    public KeyFile with(String alias, KeyPair pair, Clock clock, int days) {
        Instant now = clock.instant();
        keys.key(
                alias,
                pair,
                TestCertificates.certificate(
                        pair, alias + ".example.org", now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(days))));
        keys.write(file);
        return this;
    }

    public KeyFile empty() {
        keys = TestKeyStore.pkcs12();
        keys.write(file);
        return this;
    }

    /** What an address offers by these bindings, after the first look; other properties and values may follow. */
    public TlsOffers offers(String bindings, Clock clock, Object... propertiesAndValues) {
        Object[] all = new Object[propertiesAndValues.length + 8];
        System.arraycopy(
                new Object[] {
                    Property.HOST_NAME,
                    "localhost",
                    Property.CERTIFICATE_BINDINGS,
                    bindings,
                    Property.KEY_STORE,
                    "file:" + file,
                    Property.KEY_STORE_PASSWORD,
                    TestKeyStore.PASSWORD
                },
                0,
                all,
                0,
                8);
        System.arraycopy(propertiesAndValues, 0, all, 8, propertiesAndValues.length);
        ActivationConfig config = Settings.endpoint(all);
        TlsOffers offers = config.certificates()
                .offers(config.listen().get(0).tls(), clock, Proofs.oneAfterAnother(), EitherTls.LIBRARY);
        offers.refresh();
        return offers;
    }
}
