package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.tls.TlsPolicy.ClientCertificates;

class SelfTestTest {
    static Stream<KeyPair> keys() {
        return Stream.of(TestCertificates.RSA, TestCertificates.EC, TestCertificates.ED25519);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void succeedsWithEveryKindOfKey(KeyPair keys) throws Exception {
        assertThat(failure(keys, TestPolicy.byDefault())).isEmpty();
        assertThat(failure(keys, TestPolicy.byDefault().oldestProtocol("TLSv1.3")))
                .isEmpty();
    }

    @Test
    void failsIfTheCipherSuitesAreForAnotherKindOfKey() throws Exception {
        TestPolicy onlyEcdsa = TestPolicy.byDefault().cipherSuites("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");

        assertThat(failure(TestCertificates.RSA, onlyEcdsa))
                .map(SelfTest.Failure::forbiddenAlgorithm)
                .contains(false);
        assertThat(failure(TestCertificates.EC, onlyEcdsa)).isEmpty();
    }

    @Test
    void failsIfTheCipherSuitesAreForAnotherProtocol() throws Exception {
        TestPolicy nothingInCommon =
                TestPolicy.byDefault().oldestProtocol("TLSv1.3").cipherSuites("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

        assertThat(failure(TestCertificates.RSA, nothingInCommon)).isPresent();
    }

    @Test
    void needsNoCertificateOfAClient() throws Exception {
        X509Certificate authority =
                CertificateBuilder.of(TestCertificates.EC, "ca").authority().build();
        EngineSettings settings = new EngineSettings(
                TestPolicy.byDefault().build(),
                ClientTrust.in(List.of(authority), ClientCertificates.NEED),
                new LenientTls(),
                EitherTls.FORGIVING,
                Clock.systemUTC());

        assertThat(failure(TestCertificates.RSA, settings)).isEmpty();
    }

    /** The JDK's own list, which no look at the certificate can replace. */
    @Test
    void failsWithAnAlgorithmThatTheJdkForbids() throws Exception {
        X509Certificate forbidden = CertificateBuilder.of(TestCertificates.RSA, "mx")
                .issuedBy(TestCertificates.OTHER_RSA, "ca")
                .signedWith("MD5withRSA")
                .build();

        assertThat(failure(TestCertificates.RSA.getPrivate(), forbidden, TestPolicy.engines()))
                .map(SelfTest.Failure::forbiddenAlgorithm)
                .contains(true);
    }

    @Test
    void failsWithAKeyThatIsNotTheCertificates() throws Exception {
        X509Certificate certificate = TestCertificates.certificate(TestCertificates.RSA, "mx");

        assertThat(failure(TestCertificates.OTHER_RSA.getPrivate(), certificate, TestPolicy.engines()))
                .isPresent();
    }

    private static Optional<SelfTest.Failure> failure(KeyPair keys, TestPolicy policy) throws Exception {
        return failure(
                keys,
                new EngineSettings(
                        policy.build(), ClientTrust.none(), new LenientTls(), EitherTls.FORGIVING, Clock.systemUTC()));
    }

    private static Optional<SelfTest.Failure> failure(KeyPair keys, EngineSettings settings) throws Exception {
        return failure(keys.getPrivate(), TestCertificates.certificate(keys, "mx"), settings);
    }

    private static Optional<SelfTest.Failure> failure(
            PrivateKey key, X509Certificate certificate, EngineSettings settings) throws Exception {
        return new CertificateProof("mx", key, List.of(certificate), settings, Optional.empty())
                .outcome()
                .failure();
    }
}
