package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too much for some clients is served to the others, and who they are is said. */
class ChainSizeTest {
    private static final KeyPair AUTHORITY = TestCertificates.OTHER_EC;
    private static final List<KeyPair> KINDS = List.of(
            TestCertificates.RSA,
            TestCertificates.keyPair("RSASSA-PSS", 2048),
            TestCertificates.EC,
            TestCertificates.keyPair("EC", 521),
            TestCertificates.ED25519,
            TestCertificates.keyPair("Ed448", 448));

    @TempDir
    private Path directory;

    static Stream<KeyPair> kinds() {
        return KINDS.stream();
    }

    @ParameterizedTest
    @CsvSource({
        "1, -",
        "1000, -",
        "1400, -",
        "1500, those with Java take 32768 at most: their handshake fails",
        "2600, those with Java take 32768 at most: their handshake fails"
    })
    void manyNamesAreServed(int names, String warning) {
        assertWarning(warning, TestCertificates.EC, chain(TestCertificates.EC, names, 1));
    }

    /** Java's server breaks off after a handshake with more, and most clients before. */
    @ParameterizedTest
    @ValueSource(ints = {3_000, 10_000})
    void tooManyNamesAreNotServed(int names) {
        Administrator admin = new Administrator(directory);
        admin.imports(TestKeyStore.jks().key("mx", TestCertificates.EC, chain(TestCertificates.EC, names, 1)));

        assertThat(admin.looks().verdict()).isEqualTo(Verdict.SELF_TEST_FAILED);
        assertThat(admin.looks().reason())
                .contains("octets, and 61440 at most can be sent. Have a certificate issued with fewer names.");

        admin.imports(TestKeyStore.jks().key("mx", TestCertificates.EC, chain(TestCertificates.EC, 2_600, 1)));
        assertThat(admin.looks().verdict()).isEqualTo(Verdict.USABLE);
    }

    @ParameterizedTest
    @CsvSource({"1, -", "9, -", "10, -", "11, has 11 certificates", "30, has 30 certificates"})
    void manyCertificatesAreServed(int length, String warning) {
        assertWarning(warning, TestCertificates.EC, chain(TestCertificates.EC, 1, length));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void soTheyAreOfEachKindOfKey(KeyPair keys) {
        assertWarning("has 11 certificates", keys, chain(keys, 1, 11));
    }

    /** What is wrong besides the size is not forgotten over it. */
    @Test
    void aHandshakeThatFailsForAnotherReasonFails() {
        Administrator admin = new Administrator(directory);
        admin.imports(TestKeyStore.jks().key("mx", TestCertificates.EC, chain(TestCertificates.EC, 1, 11)));
        admin.sets(policy -> policy.cipherSuites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));

        assertThat(admin.looks().verdict()).isEqualTo(Verdict.SELF_TEST_FAILED);
    }

    /** Wherever it stands. */
    @ParameterizedTest
    @CsvSource({
        "11, 1, 1",
        "11, 9, 1",
        "11, 10, 1",
        "30, 1, 1",
        "30, 8, 1",
        "30, 9, 1",
        "30, 10, 1",
        "30, 17, 1",
        "30, 18, 1",
        "30, 29, 1",
        "5, 1, 1500",
        "5, 3, 1500",
        "12, 11, 2500"
    })
    void noCertificateIsLeftOutOfTheTest(int length, int forbidden, int names) throws Exception {
        X509Certificate[] chain = chain(TestCertificates.EC, names, length);
        chain[forbidden] = CertificateBuilder.of(AUTHORITY, "Authority " + forbidden)
                .issuedBy(TestCertificates.RSA, "Authority " + (forbidden + 1))
                .signedWith("MD5withRSA")
                .build();
        ChainSize size = new ChainSize(List.of(chain));
        assertThat(size.isTooMuchForJava()).isTrue();

        List<List<X509Certificate>> parts = size.parts(TestCertificates.EC.getPrivate());

        assertThat(parts).noneMatch(part -> new ChainSize(part).isTooMuchForJava());
        assertThat(parts)
                .filteredOn(part -> new SelfTest(new ServerCertificate(
                                        "mx",
                                        TestCertificates.EC.getPrivate(),
                                        part,
                                        TestPolicy.engines(),
                                        ServedBy.jdk("of a test", Staple.unwanted(Clock.systemUTC())))
                                .newEngine())
                        .failure()
                        .filter(SelfTest.Failure::forbiddenAlgorithm)
                        .isPresent())
                .isNotEmpty();
    }

    private void assertWarning(String warning, KeyPair keys, X509Certificate... chain) {
        Administrator admin = new Administrator(directory);
        admin.imports(TestKeyStore.jks().key("mx", keys, chain));

        TlsOffer offer = admin.looks();

        assertThat(offer.verdict()).as(offer.reason()).isEqualTo(Verdict.USABLE);
        List<String> ofSize = offer.warnings().stream()
                .filter(one -> one.contains("their handshake fails") && one.contains("take"))
                .toList();
        if (warning.equals("-")) {
            assertThat(ofSize).isEmpty();
        } else {
            assertThat(ofSize).singleElement().asString().contains(warning);
        }
    }

    private static X509Certificate[] chain(KeyPair keys, int names, int length) {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(CertificateBuilder.of(keys, "mx")
                .names(IntStream.rangeClosed(1, names)
                        .mapToObj(i -> i == names ? CertificateCatalogue.NAME : "host-" + i + ".example.com")
                        .toArray(String[]::new))
                .issuedBy(AUTHORITY, "Authority 1")
                .build());
        for (int i = 1; i < length; i++) {
            chain.add(CertificateBuilder.of(AUTHORITY, "Authority " + i)
                    .issuedBy(AUTHORITY, "Authority " + (i + 1))
                    .authority()
                    .build());
        }
        return chain.toArray(X509Certificate[]::new);
    }
}
