package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which alias is usable, and why another is not. */
class AliasCheckTest extends AliasCheckSetUp {
    @ParameterizedTest
    @MethodSource("usableKeys")
    void aKeyWithItsCertificateIsUsable(KeyPair keys) {
        Finding finding = check(TestKeyStore.pkcs12().key("mx", keys), "mx");

        assertThat(finding.verdict()).isEqualTo(Verdict.USABLE);
        assertThat(finding.certificate()).map(ServerCertificate::alias).contains("mx");
        assertThat(finding.reason())
                .startsWith("The certificate mx (CN=mx.example.org) in the key store keys.p12 is usable until 20");
    }

    @ParameterizedTest
    @MethodSource("storeTypes")
    void anAliasIsFoundInWhateverCaseTheStoreAllows(TestKeyStore store) {
        assertThat(check(store.key("mx", EC), "MX").verdict()).isEqualTo(Verdict.USABLE);
    }

    @Test
    void anUnknownAliasIsAnsweredWithThoseThatHaveAKey() {
        X509Certificate certificate = TestCertificates.certificate(RSA, "ca");
        TestKeyStore store =
                TestKeyStore.pkcs12().key("shop", EC).trusted("ca", certificate).key("mx", RSA);

        assertThat(check(store, "mail"))
                .isEqualTo(withoutCertificate(
                        "mail",
                        Verdict.ALIAS_NOT_FOUND,
                        "There is no alias mail in the key store keys.p12; its private keys are mx, shop."
                                + " Correct certificateBindings, or import a key under this alias."));
    }

    @Test
    void onlySomeOfVeryManyAliasesAreListed() {
        TestKeyStore store = TestKeyStore.jks();
        X509Certificate certificate = TestCertificates.certificate(EC, "mx");
        IntStream.range(10, 22).forEach(i -> store.key("k" + i, EC, certificate));

        assertThat(check(store, "mx").reason()).contains("are k10, k11,").contains("k19 and 2 more.");
    }

    @Test
    void anUnknownAliasInAStoreWithoutKeysIsAnsweredSo() {
        assertThat(check(TestKeyStore.pkcs12(), "mx"))
                .isEqualTo(withoutCertificate(
                        "mx",
                        Verdict.ALIAS_NOT_FOUND,
                        "There is no alias mx in the key store keys.p12, and no private key at all."
                                + " Import a key under this alias."));
    }

    @Test
    void aTrustedCertificateIsNotAKey() {
        TestKeyStore store = TestKeyStore.pkcs12().trusted("mx", TestCertificates.certificate(RSA, "mx"));

        assertThat(check(store, "mx"))
                .isEqualTo(withoutCertificate(
                        "mx",
                        Verdict.NOT_A_KEY,
                        "The alias mx in the key store keys.p12 is a certificate without a private key."
                                + " Import an RSA, EC or EdDSA private key with its certificate under this alias."));
    }

    @Test
    void aSecretKeyIsNotAKey() {
        assertThat(check(TestKeyStore.jceks().secretKey("mx"), "mx"))
                .matches(finding -> finding.verdict() == Verdict.NOT_A_KEY)
                .matches(finding -> finding.reason().contains("is a key of the kind AES."));
    }

    @Test
    void aKeyThatTlsCannotUseIsNotAKey() {
        TestKeyStore store = TestKeyStore.pkcs12().key("mx", TestCertificates.keyPair("DSA", 1024));

        assertThat(check(store, "mx"))
                .matches(finding -> finding.verdict() == Verdict.NOT_A_KEY)
                .matches(finding -> finding.reason().contains("is a key of the kind DSA."));
    }

    @Test
    void aCertificateForClientsOnlyIsNotServed() {
        X509Certificate certificate = CertificateBuilder.of(EC, "mx")
                .purposes(KeyPurposeId.id_kp_clientAuth)
                .build();

        assertThat(check(TestKeyStore.pkcs12().key("mx", EC, certificate), "mx"))
                .isEqualTo(withoutCertificate(
                        "mx",
                        Verdict.KEY_USAGE,
                        "Clients will refuse the certificate mx (CN=mx) in the key store keys.p12: its extended key usage"
                                + " does not allow serverAuth. Import one that was issued for a TLS server under the same"
                                + " alias."));
    }

    @Test
    void aWeakKeyIsNotServed() {
        TestKeyStore store = TestKeyStore.pkcs12().key("mx", TestCertificates.keyPair("RSA", 1024));

        assertThat(check(store, "mx").verdict()).isEqualTo(Verdict.WEAK);
    }

    @Test
    void whatTheJdkForbidsIsWeak() {
        X509Certificate forbidden = CertificateBuilder.of(EC, "mx")
                .issuedBy(TestCertificates.keyPair("EC", 256), "ca")
                .signedWith("SHA1withECDSA")
                .build();

        assertThat(check(TestKeyStore.pkcs12().key("mx", EC, forbidden), "mx").verdict())
                .isEqualTo(Verdict.WEAK);
    }

    @Test
    void aChainWithoutOrderIsServedInOrderAndWithoutStrangers() {
        X509Certificate certificate =
                CertificateBuilder.of(EC, "mx").issuedBy(RSA, "root").build();
        X509Certificate stranger = CertificateBuilder.of(RSA, "other root").build();

        X509Certificate root = CertificateBuilder.of(RSA, "root").build();

        Finding found = check(TestKeyStore.jks().key("mx", EC, stranger, root, certificate, root), "mx");

        assertThat(found.verdict()).isEqualTo(Verdict.USABLE);
        assertThat(found.certificate().orElseThrow().chain()).containsExactly(certificate, root);
    }

    @Test
    void aKeyThatTheCipherSuitesAreNotForIsNotServed() throws Exception {
        EngineSettings onlyEcdsa = new EngineSettings(
                TestPolicy.byDefault()
                        .cipherSuites("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
                        .build(),
                ClientTrust.none(),
                new LenientTls(),
                EitherTls.FORGIVING,
                Clock.systemUTC());

        Finding finding = found(new AliasCheck(
                        keys(TestKeyStore.pkcs12().key("mx", RSA)),
                        "the key store keys.p12",
                        onlyEcdsa,
                        ChainWarnings.withRootsOfTheJvm())
                .look(unread("mx")));

        assertThat(finding.verdict()).isEqualTo(Verdict.SELF_TEST_FAILED);
        assertThat(finding.reason())
                .startsWith("A handshake in memory with mx in the key store keys.p12 failed (")
                .endsWith("). Look whether tlsMinProtocol and tlsCipherSuites allow what this kind of key needs, and"
                        + " whether the device that holds the key works.");
    }
}
