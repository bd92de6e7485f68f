package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStores;
import org.postern.tls.keys.TestPem;

/** While somebody writes a certificate anew, what was served before is served, however many other files there are. */
class SlowRenewalTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"0, false", "198, false", "199, false", "1000, false", "0, true", "199, true", "1000, true"})
    void nothingIsWithdrawnWhileFilesChange(int others, boolean reload) throws IOException {
        for (int i = 0; i < others; i++) {
            Files.writeString(
                    Files.createDirectories(directory.resolve("d" + i % 4)).resolve("f" + i + ".pem"), "x");
        }
        writeKey(TestCertificates.EC);
        writeCertificate(TestCertificates.EC);
        TlsOffers offers = offers();
        offers.refresh();

        // A key without its certificate, and another one at each look.
        for (int look = 0; look < 24; look++) {
            writeKey(look % 2 == 0 ? TestCertificates.OTHER_EC : TestCertificates.RSA);
            if (reload) {
                offers.reload();
            } else {
                offers.refresh();
            }
            assertThat(isUsable(offers)).as("look %s", look).isTrue();
        }

        // Nobody is at work any more: it is meant.
        for (int look = 0; look < 8; look++) {
            offers.refresh();
        }
        assertThat(isUsable(offers)).isFalse();
    }

    private TlsOffers offers() {
        KeyStores stores = KeyStores.parse(new KeyStoreSettings("pem:" + directory, null, null, null), problem -> {})
                .orElseThrow();
        return TestPolicy.byDefault().offers("*=mx", stores, new KeyStores(List::of), Clock.systemUTC());
    }

    private static boolean isUsable(TlsOffers offers) {
        return offers.offerFor(new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 25))
                .usable();
    }

    private void writeKey(KeyPair keys) throws IOException {
        Files.writeString(directory.resolve("mx.key"), TestPem.pkcs8(keys.getPrivate()));
    }

    private void writeCertificate(KeyPair keys) throws IOException {
        Files.writeString(directory.resolve("mx.crt"), TestPem.certificates(TestCertificates.certificate(keys, "mx")));
    }
}
