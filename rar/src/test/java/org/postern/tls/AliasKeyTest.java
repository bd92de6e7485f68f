package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.security.KeyPair;
import java.security.ProviderException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.tls.keys.KeyStoreKeys;
import org.postern.tls.keys.LoadedKeys;

/** Keys that cannot be used by their alias, and why. */
class AliasKeyTest extends AliasCheckSetUp {
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
}
