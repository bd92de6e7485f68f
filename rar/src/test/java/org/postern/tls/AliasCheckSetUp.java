package org.postern.tls;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.postern.tls.keys.HalfWrittenException;
import org.postern.tls.keys.KeyStoreKeys;
import org.postern.tls.keys.LoadedKeys;

/** Checks of aliases in key stores that are made for it. */
abstract class AliasCheckSetUp {
    static final KeyPair RSA = TestCertificates.RSA;
    static final KeyPair EC = TestCertificates.EC;
    static final EngineSettings SETTINGS = TestPolicy.engines();

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

    static PrivateKey keyThatCannotSign(byte @Nullable [] octets) {
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

    static Finding check(TestKeyStore store, String alias) {
        return check(keys(store), alias);
    }

    static Finding check(LoadedKeys keys, String alias) {
        return check(keys, unread(alias));
    }

    static Finding unread(String alias) {
        return Finding.keyStoreUnreadable(alias, "Not read yet.");
    }

    static Finding check(LoadedKeys keys, Finding before) {
        try {
            return found(new AliasCheck(keys, "the key store keys.p12", SETTINGS, ChainWarnings.withRootsOfTheJvm())
                    .look(before));
        } catch (HalfWrittenException e) {
            throw new AssertionError(e);
        }
    }

    static Finding found(AliasLook look) {
        Proofs.oneAfterAnother().run(look.isOver() ? List.of() : List.of(look));
        return look.found();
    }

    static LoadedKeys keys(TestKeyStore store) {
        return new KeyStoreKeys(store.keyStore(), List.of(TestKeyStore.PASSWORD));
    }

    static Finding withoutCertificate(String alias, Verdict verdict, String reason) {
        return new Finding(alias, verdict, reason, Optional.empty(), List.of(), Optional.empty(), Stapling.off());
    }

    static final class KeyWithoutItsProvider implements PrivateKey {
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
