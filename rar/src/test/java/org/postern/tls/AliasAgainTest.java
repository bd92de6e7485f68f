package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of an alias when its store is read again. */
class AliasAgainTest extends AliasCheckSetUp {
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
}
