package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.tls.keys.HalfWrittenException;
import org.postern.tls.keys.KeyStoreKeys;
import org.postern.tls.keys.LoadedKeys;

class AliasCheckTest {
    private static final KeyPair RSA = TestCertificates.RSA;
    private static final KeyPair EC = TestCertificates.EC;
    private static final EngineSettings SETTINGS = TestPolicy.engines();

    static Stream<KeyPair> usableKeys() {
        return Stream.of(RSA, EC, TestCertificates.ED25519);
    }

    static Stream<TestKeyStore> storeTypes() {
        return Stream.of(TestKeyStore.pkcs12(), TestKeyStore.jks());
    }

    static Stream<Arguments> strangers() {
        KeyPair otherEd25519 = TestCertificates.keyPair("Ed25519", 255);
        KeyPair shortRsa = TestCertificates.keyPair("RSA", 1024);
        return Stream.of(
                Arguments.of(RSA, TestCertificates.OTHER_RSA),
                Arguments.of(RSA, shortRsa),
                Arguments.of(EC, TestCertificates.OTHER_EC),
                Arguments.of(TestCertificates.ED25519, otherEd25519),
                Arguments.of(RSA, EC),
                Arguments.of(EC, RSA));
    }

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
    void aKeyWithoutACertificateIsNotAKey() throws Exception {
        assertThat(check(DeviceKeyStore.holding("mx", RSA::getPrivate), "mx"))
                .matches(finding -> finding.verdict() == Verdict.NOT_A_KEY)
                .matches(finding -> finding.reason().contains("is a private key without an X.509 certificate."));
    }

    @ParameterizedTest
    @MethodSource("storeTypes")
    void aKeyWithAnotherPasswordIsUnreadable(TestKeyStore store) {
        assertThat(check(store.keyWithPassword("mx", RSA, "secret"), "mx"))
                .isEqualTo(withoutCertificate(
                        "mx",
                        Verdict.KEY_UNREADABLE,
                        "The private key of mx in the key store keys.p12 cannot be read: no password fits. Set"
                                + " keyStorePassword, or keyPassword where the key has a password of its own."));
    }

    @ParameterizedTest
    @MethodSource("storeTypes")
    void everyPasswordIsTriedOnAKey(TestKeyStore store) {
        LoadedKeys keys = new KeyStoreKeys(
                store.keyWithPassword("mx", RSA, "secret").key("shop", EC).keyStore(),
                List.of("secret", TestKeyStore.PASSWORD));

        assertThat(check(keys, "mx").verdict()).isEqualTo(Verdict.USABLE);
        assertThat(check(keys, "shop").verdict()).isEqualTo(Verdict.USABLE);
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void aCertificateOfAnotherKeyDoesNotMatch(KeyPair keys, KeyPair certified) {
        X509Certificate certificate = TestCertificates.certificate(certified, "mx");

        assertThat(check(TestKeyStore.pkcs12().key("mx", keys, certificate), "mx"))
                .isEqualTo(withoutCertificate(
                        "mx",
                        Verdict.KEY_MISMATCH,
                        "The private key of mx in the key store keys.p12 does not belong to its certificate."
                                + " Import the key and the certificate that were made together."));
    }

    @Test
    void aKeyWhoseDeviceFailsIsUnreadable() throws Exception {
        Supplier<Key> removed = () -> {
            throw new ProviderException("device removed");
        };

        assertThat(check(DeviceKeyStore.holding("mx", removed), "mx").verdict()).isEqualTo(Verdict.KEY_UNREADABLE);
    }

    /** When it is read as well as when it signs. */
    @Test
    void aKeyWhoseProviderLacksAClassIsSaidToLackIt() throws Exception {
        List<Supplier<Key>> keys = List.of(KeyWithoutItsProvider::new, () -> {
            throw new NoClassDefFoundError("vendor/Signer");
        });

        for (Supplier<Key> key : keys) {
            List<X509Certificate> chain = List.of(TestCertificates.certificate(RSA, "mx"));
            assertThat(check(DeviceKeyStore.holding("mx", key, chain), "mx"))
                    .isEqualTo(withoutCertificate(
                            "mx",
                            Verdict.KEY_UNREADABLE,
                            "The private key of mx in the key store keys.p12 cannot be used: its security provider lacks a"
                                    + " part of itself (java.lang.NoClassDefFoundError: vendor/Signer). Install all of that"
                                    + " provider."));
        }
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
                new LenientTls());

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

    @Test
    void theSameKeyKeepsItsCertificate() {
        TestKeyStore store = TestKeyStore.pkcs12().key("mx", RSA);
        Finding known = check(store, "mx");

        assertThat(check(keys(store), known).certificate().orElseThrow())
                .isSameAs(known.certificate().orElseThrow());
        assertThat(check(keys(store), known)).isEqualTo(known);
    }

    /** Of thousands, one is renewed: the others need not sign again. */
    @Test
    void theSameKeyIsNotProvedAgain() throws Exception {
        Finding known = check(TestKeyStore.pkcs12().key("mx", RSA), "mx");
        List<X509Certificate> chain = known.certificate().orElseThrow().chain();
        PrivateKey same = keyThatCannotSign(RSA.getPrivate().getEncoded());

        assertThat(check(DeviceKeyStore.holding("mx", () -> same, chain), known))
                .isEqualTo(known);
        assertThat(check(DeviceKeyStore.holding("mx", () -> same, chain), "mx").verdict())
                .isEqualTo(Verdict.KEY_UNREADABLE);
    }

    @Test
    void anotherKeyOfTheSameCertificateIsFoundOut() throws Exception {
        Finding known = check(TestKeyStore.pkcs12().key("mx", RSA), "mx");
        List<X509Certificate> chain = known.certificate().orElseThrow().chain();

        assertThat(check(DeviceKeyStore.holding("mx", TestCertificates.OTHER_RSA::getPrivate, chain), known)
                        .verdict())
                .isEqualTo(Verdict.KEY_MISMATCH);
    }

    /** Keys in devices do not show whether they are the same. */
    @Test
    void aKeyThatCannotBeComparedIsProvedAgain() throws Exception {
        List<X509Certificate> chain = List.of(TestCertificates.certificate(RSA, "mx"));
        Finding known = check(TestKeyStore.pkcs12().key("mx", RSA, chain.get(0)), "mx");
        PrivateKey broken = keyThatCannotSign(null);

        assertThat(check(DeviceKeyStore.holding("mx", () -> broken, chain), known)
                        .verdict())
                .isEqualTo(Verdict.KEY_UNREADABLE);
    }

    @Test
    void aDoubtEndsWhenTheSameIsReadAgain() {
        TestKeyStore store = TestKeyStore.pkcs12().key("mx", RSA);
        Finding known = check(store, "mx");

        assertThat(check(keys(store), known.doubted("A while ago.")).warnings()).isEqualTo(known.warnings());
    }

    @Test
    void aRenewedCertificateOfTheSameKeyIsANewOne() {
        Finding known = check(TestKeyStore.pkcs12().key("mx", RSA), "mx");
        TestKeyStore renewed = TestKeyStore.pkcs12().key("mx", RSA, TestCertificates.certificate(RSA, "renewed"));

        assertThat(check(keys(renewed), known).certificate())
                .map(ServerCertificate::subject)
                .contains("CN=renewed");
    }

    @Test
    void loadedKeysNeverShowAPassword() {
        assertThat(keys(TestKeyStore.jks()).toString()).doesNotContain(TestKeyStore.PASSWORD);
    }

    private static PrivateKey keyThatCannotSign(byte @Nullable [] octets) {
        return new PrivateKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public @Nullable String getFormat() {
                return octets == null ? null : "PKCS#8";
            }

            @Override
            public byte @Nullable [] getEncoded() {
                return octets == null ? null : octets.clone();
            }

            @Override
            public String toString() {
                return "a key that cannot sign";
            }
        };
    }

    private static Finding check(TestKeyStore store, String alias) {
        return check(keys(store), alias);
    }

    private static Finding check(LoadedKeys keys, String alias) {
        return check(keys, unread(alias));
    }

    private static Finding unread(String alias) {
        return Finding.keyStoreUnreadable(alias, "Not read yet.");
    }

    private static Finding check(LoadedKeys keys, Finding before) {
        try {
            return found(new AliasCheck(keys, "the key store keys.p12", SETTINGS, ChainWarnings.withRootsOfTheJvm())
                    .look(before));
        } catch (HalfWrittenException e) {
            throw new AssertionError(e);
        }
    }

    private static Finding found(AliasLook look) {
        Proofs.oneAfterAnother().run(look.isOver() ? List.of() : List.of(look));
        return look.found();
    }

    private static LoadedKeys keys(TestKeyStore store) {
        return new KeyStoreKeys(store.keyStore(), List.of(TestKeyStore.PASSWORD));
    }

    private static Finding withoutCertificate(String alias, Verdict verdict, String reason) {
        return new Finding(alias, verdict, reason, Optional.empty(), List.of(), Optional.empty());
    }

    private static final class KeyWithoutItsProvider implements PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "PKCS#8";
        }

        @Override
        public byte[] getEncoded() {
            throw new NoClassDefFoundError("vendor/Signer");
        }
    }
}
