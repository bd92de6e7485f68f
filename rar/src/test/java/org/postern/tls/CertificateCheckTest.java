package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateCheckTest {
    private static final KeyPair KEYS = TestCertificates.RSA;
    private static final KeyPair ROOT = TestCertificates.EC;
    private static final KeyPair INTERMEDIATE = TestCertificates.OTHER_EC;
    private static final KeyPair SHORT_RSA = TestCertificates.keyPair("RSA", 1024);

    @Test
    void aCertificateWithoutExtensionsMayServe() {
        assertThat(fault(mx().build())).isEmpty();
    }

    @Test
    void aKeyThatMaySignMayServe() {
        assertThat(fault(mx().usage(KeyUsage.digitalSignature).build())).isEmpty();
    }

    @Test
    void aKeyThatMayOnlyEncipherMayNot() {
        assertThat(fault(mx().usage(KeyUsage.keyEncipherment).build()))
                .contains(new CertificateCheck.Fault(
                        Verdict.KEY_USAGE,
                        "its key usage does not allow digitalSignature, which every handshake needs"));
    }

    @Test
    void aCertificateForServersOrEverythingMayServe() {
        assertThat(fault(mx().purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth)
                        .build()))
                .isEmpty();
        assertThat(fault(mx().purposes(KeyPurposeId.anyExtendedKeyUsage).build()))
                .isEmpty();
    }

    @Test
    void aCertificateForClientsOnlyMayNot() {
        assertThat(fault(mx().purposes(KeyPurposeId.id_kp_clientAuth).build()))
                .contains(new CertificateCheck.Fault(
                        Verdict.KEY_USAGE, "its extended key usage does not allow serverAuth"));
    }

    @Test
    void aShortRsaKeyIsWeak() {
        assertThat(fault(CertificateBuilder.of(SHORT_RSA, "mx").build()))
                .contains(new CertificateCheck.Fault(
                        Verdict.WEAK, "it has an RSA key of 1024 bits, and clients want at least 2048"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1withRSA", "MD5withRSA"})
    void aBrokenSignatureIsWeak(String algorithm) {
        assertThat(fault(mx().signedWith(algorithm).build()))
                .get()
                .matches(fault -> fault.verdict() == Verdict.WEAK)
                .matches(fault -> fault.text()
                        .equals("it is signed with " + algorithm + ", which clients do not accept any more"));
    }

    @Test
    void aBrokenSignatureUnderAnIntermediateIsWeak() {
        X509Certificate intermediate = CertificateBuilder.of(INTERMEDIATE, "intermediate")
                .issuedBy(KEYS, "root")
                .signedWith("SHA1withRSA")
                .build();

        assertThat(fault(mx().issuedBy(INTERMEDIATE, "intermediate").build(), intermediate))
                .get()
                .matches(fault -> fault.verdict() == Verdict.WEAK)
                .matches(fault ->
                        fault.text().startsWith("the certificate CN=intermediate in its chain is signed with SHA1"));
    }

    @Test
    void nobodyLooksAtTheSignatureUnderARoot() {
        X509Certificate root =
                CertificateBuilder.of(KEYS, "root").signedWith("SHA1withRSA").build();

        assertThat(fault(
                        CertificateBuilder.of(ROOT, "mx").issuedBy(KEYS, "root").build(), root))
                .isEmpty();
    }

    @Test
    void aShortKeyOfARootIsWeak() {
        X509Certificate root = CertificateBuilder.of(SHORT_RSA, "root").build();

        assertThat(fault(mx().issuedBy(SHORT_RSA, "root").build(), root))
                .map(CertificateCheck.Fault::verdict)
                .contains(Verdict.WEAK);
    }

    private static CertificateBuilder mx() {
        return CertificateBuilder.of(KEYS, "mx");
    }

    private static Optional<CertificateCheck.Fault> fault(X509Certificate... chain) {
        return new CertificateCheck(List.of(chain)).fault();
    }
}
