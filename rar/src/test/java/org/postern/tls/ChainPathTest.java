package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are joined by hand, in any order, and with more in them than belongs there. */
class ChainPathTest {
    private static final KeyPair SECOND = TestCertificates.keyPair("EC", 256);
    private static final KeyPair FIRST = TestCertificates.keyPair("EC", 256);
    private static final KeyPair ROOT = TestCertificates.keyPair("EC", 256);

    private final Instant now = Instant.now();
    private final X509Certificate own = CertificateBuilder.of(TestCertificates.EC, "mx")
            .issuedBy(SECOND, "second")
            .build();
    private final X509Certificate second =
            CertificateBuilder.of(SECOND, "second").issuedBy(FIRST, "first").build();
    private final X509Certificate first =
            CertificateBuilder.of(FIRST, "first").issuedBy(ROOT, "root").build();
    private final X509Certificate root = CertificateBuilder.of(ROOT, "root").build();

    /** What does not belong there, by its name or by its key, and what an authority had before. */
    private final List<X509Certificate> strangers = List.of(
            CertificateBuilder.of(TestCertificates.RSA, "stranger").build(),
            CertificateBuilder.of(TestCertificates.OTHER_RSA, "second")
                    .issuedBy(FIRST, "first")
                    .build(),
            CertificateBuilder.of(TestCertificates.OTHER_EC, "mx")
                    .issuedBy(SECOND, "second")
                    .build(),
            CertificateBuilder.of(SECOND, "second")
                    .issuedBy(FIRST, "first")
                    .valid(now.minus(Duration.ofDays(900)), now.minus(Duration.ofDays(1)))
                    .build());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void itGoesUpAsFarAsThereAreIssuersInWhateverOrder(int length) {
        List<X509Certificate> path = List.of(own, second, first, root).subList(0, length);
        for (int seed = 0; seed < 50; seed++) {
            List<X509Certificate> kept = new ArrayList<>(path);
            if (length > 1) {
                kept.addAll(strangers);
            }
            kept.addAll(path.subList(0, seed % length));
            Collections.shuffle(kept, new Random(seed));

            assertThat(new ChainPath(kept).from(own)).as("order %d", seed).isEqualTo(path);
        }
    }

    @Test
    void aHoleEndsIt() {
        assertThat(new ChainPath(List.of(own, first, root)).from(own)).containsExactly(own);
        assertThat(new ChainPath(List.of(root, own, second)).from(own)).containsExactly(own, second);
    }

    @Test
    void authoritiesThatCertifyEachOtherAreNoCircle() {
        X509Certificate crossed =
                CertificateBuilder.of(ROOT, "root").issuedBy(FIRST, "first").build();

        assertThat(new ChainPath(List.of(crossed, first, second, own)).from(own))
                .containsExactly(own, second, first, crossed);
    }
}
