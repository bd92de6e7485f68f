package org.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeyStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path target;

    @Test
    void theCertificateIsForThisMachineByNameAndBothLoopbackAddresses() throws Exception {
        X509Certificate certificate = certificate(DevelopmentKeyStore.in(target, CLOCK));

        assertThat(certificate.getSubjectAlternativeNames())
                .<Object>extracting(name -> name.get(1))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void aStoreThatLastsIsKept() throws Exception {
        DevelopmentKeyStore first = DevelopmentKeyStore.in(target, CLOCK);

        assertThat(DevelopmentKeyStore.in(target, CLOCK)).isEqualTo(first);
    }

    @Test
    void aStoreThatIsAboutToExpireIsReplacedAndHasAnotherPassword() throws Exception {
        DevelopmentKeyStore first = DevelopmentKeyStore.in(target, CLOCK);
        Clock later = Clock.offset(CLOCK, Duration.ofDays(90));

        DevelopmentKeyStore second = DevelopmentKeyStore.in(target, later);

        assertThat(second.password()).isNotEqualTo(first.password());
        assertThat(certificate(second).getNotAfter()).isAfter(later.instant());
    }

    @Test
    void aStoreWhosePasswordIsLostIsReplaced() throws Exception {
        DevelopmentKeyStore first = DevelopmentKeyStore.in(target, CLOCK);
        Files.writeString(target.resolve("postern-dev.password"), "another");

        assertThat(DevelopmentKeyStore.in(target, CLOCK).password()).isNotIn(first.password(), "another");
    }

    private static X509Certificate certificate(DevelopmentKeyStore keyStore) throws Exception {
        char[] password = keyStore.password().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore.file())) {
            store.load(in, password);
        }
        assertThat(store.getKey("postern-dev", password)).isInstanceOf(PrivateKey.class);
        return (X509Certificate) store.getCertificate("postern-dev");
    }
}
