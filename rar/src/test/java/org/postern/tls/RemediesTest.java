package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.keys.TestPem;

/** Each verdict against TLS says what to do, and who does that has TLS. */
class RemediesTest {
    private static final KeyPair KEYS = TestCertificates.EC;
    private static final KeyPair AUTHORITY = TestCertificates.OTHER_EC;

    @TempDir
    private Path directory;

    /** Something that is wrong, what is said about it, and the remedy, by its words. */
    private enum Trouble {
        SWITCHED_OFF(Verdict.DISABLED, "Write tls=offer") {
            @Override
            void make(Administrator admin) {
                admin.imports(good());
                admin.sets(policy -> policy.mode(TlsPolicy.Mode.NEVER));
            }

            @Override
            void mend(Administrator admin) {
                admin.sets(policy -> policy.mode(TlsPolicy.Mode.OFFER));
            }
        },
        ANOTHER_ALIAS(Verdict.ALIAS_NOT_FOUND, "its private keys are mx. Correct certificateBindings") {
            @Override
            void make(Administrator admin) {
                admin.imports(good());
                admin.bindings = "*=mail";
            }

            @Override
            void mend(Administrator admin) {
                admin.bindings = "*=mx";
            }
        },
        NO_KEY_AT_ALL(Verdict.ALIAS_NOT_FOUND, "no private key at all. Import a key under this alias") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.pkcs12());
            }
        },
        A_CERTIFICATE_ALONE(Verdict.NOT_A_KEY, "Import an RSA, EC or EdDSA private key with its certificate") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.pkcs12().trusted("mx", own().build()));
            }
        },
        A_SECRET_KEY(Verdict.NOT_A_KEY, "Import an RSA, EC or EdDSA private key with its certificate") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.jceks().secretKey("mx"));
            }
        },
        DSA(Verdict.NOT_A_KEY, "Import an RSA, EC or EdDSA private key with its certificate") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.jks().key("mx", TestCertificates.keyPair("DSA", 2048)));
            }
        },
        A_PASSWORD_OF_THE_KEY(Verdict.KEY_UNREADABLE, "or keyPassword where the key has a password of its own") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.jks().keyWithPassword("mx", KEYS, "another", chain(own())));
            }

            @Override
            void mend(Administrator admin) {
                admin.setsPasswords(TestKeyStore.PASSWORD, "another");
            }
        },
        A_DAMAGED_KEY(Verdict.KEY_UNREADABLE, "is damaged") {
            @Override
            void make(Administrator admin) throws IOException {
                Path file = admin.directory.resolve("mx.pem");
                String key = TestPem.pkcs8(TestCertificates.RSA.getPrivate());
                Files.writeString(file, key.replace("MII", "MIJ") + TestPem.certificates(chain(own())));
                admin.setsKeyStore("pem:" + file);
            }

            @Override
            void mend(Administrator admin) throws IOException {
                Files.writeString(
                        admin.directory.resolve("mx.pem"),
                        TestPem.pkcs8(KEYS.getPrivate()) + TestPem.certificates(chain(own())));
            }
        },
        ANOTHER_KEY(Verdict.KEY_MISMATCH, "Import the key and the certificate that were made together") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.pkcs12().key("mx", TestCertificates.keyPair("EC", 256), chain(own())));
            }
        },
        NOT_YET(Verdict.NOT_YET_VALID, "Wait until then") {
            @Override
            void make(Administrator admin) {
                Instant tomorrow = admin.now.plus(Duration.ofDays(1));
                admin.imports(TestKeyStore.pkcs12()
                        .key("mx", KEYS, chain(own().valid(tomorrow, tomorrow.plus(Duration.ofDays(90))))));
            }

            @Override
            void mend(Administrator admin) {
                admin.now = admin.now.plus(Duration.ofDays(1)).plusSeconds(1);
            }
        },
        ENDED(Verdict.EXPIRED, "Import a renewed one under the same alias") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.pkcs12()
                        .key(
                                "mx",
                                KEYS,
                                chain(own().valid(
                                                admin.now.minus(Duration.ofDays(90)),
                                                admin.now.minus(Duration.ofDays(1))))));
            }
        },
        FOR_CLIENTS(Verdict.KEY_USAGE, "Import one that was issued for a TLS server under the same alias") {
            @Override
            void make(Administrator admin) {
                admin.imports(
                        TestKeyStore.pkcs12().key("mx", KEYS, chain(own().purposes(KeyPurposeId.id_kp_clientAuth))));
            }
        },
        FOR_AGREEMENT(Verdict.KEY_USAGE, "Import one that was issued for a TLS server under the same alias") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.pkcs12().key("mx", KEYS, chain(own().usage(KeyUsage.keyAgreement))));
            }
        },
        SHORT(Verdict.WEAK, "Import one that was issued for a TLS server under the same alias") {
            @Override
            void make(Administrator admin) {
                KeyPair keys = TestCertificates.keyPair("RSA", 1024);
                admin.imports(TestKeyStore.pkcs12().key("mx", keys, chain(own(keys))));
            }
        },
        SHA_1(Verdict.WEAK, "Import one that was issued for a TLS server under the same alias") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.pkcs12().key("mx", KEYS, chain(own().signedWith("SHA1withECDSA"))));
            }
        },
        NO_SUITE(Verdict.SELF_TEST_FAILED, "Look whether tlsMinProtocol and tlsCipherSuites allow") {
            @Override
            void make(Administrator admin) {
                admin.imports(good());
                admin.sets(policy -> policy.cipherSuites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
            }

            @Override
            void mend(Administrator admin) {
                admin.sets(policy -> policy.cipherSuites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"));
            }
        },
        A_KEY_THAT_BORINGSSL_DOES_NOT_HAVE(Verdict.PROVIDER_UNFIT, "Write tlsProvider=auto") {
            @Override
            void make(Administrator admin) {
                admin.imports(TestKeyStore.pkcs12().key("mx", TestCertificates.ED25519));
                admin.sets(policy -> policy.provider(TlsPolicy.Provider.OPENSSL));
            }

            @Override
            void mend(Administrator admin) {
                admin.sets(policy -> policy.provider(TlsPolicy.Provider.AUTO));
            }
        },
        NO_TRUST_STORE(Verdict.TRUST_STORE_UNREADABLE, "there is no such file. Create it, or correct trustStore") {
            @Override
            void make(Administrator admin) {
                admin.imports(good());
                admin.sets(policy -> policy.clientCertificates(TlsPolicy.ClientCertificates.NEED));
                admin.setsTrustStore(admin.directory.resolve("trusted"));
            }

            @Override
            void mend(Administrator admin) {
                TestKeyStore.pkcs12().trusted("root", root()).write(admin.directory.resolve("trusted"));
            }
        },
        NOBODY_TRUSTED(Verdict.TRUST_STORE_UNREADABLE, "Import one as a trusted certificate") {
            @Override
            void make(Administrator admin) throws IOException {
                NO_TRUST_STORE.make(admin);
                TestKeyStore.pkcs12().write(admin.directory.resolve("trusted"));
            }

            @Override
            void mend(Administrator admin) throws IOException {
                NO_TRUST_STORE.mend(admin);
            }
        },
        NO_FILE(Verdict.KEYSTORE_UNREADABLE, "there is no such file. Create it, or correct keyStore") {
            @Override
            void make(Administrator admin) {}
        },
        A_WRONG_PASSWORD(
                Verdict.KEYSTORE_UNREADABLE,
                "its password is wrong, or it is damaged. Correct keyStorePassword, or restore the file") {
            @Override
            void make(Administrator admin) {
                admin.imports(good());
                admin.setsPasswords("another", null);
            }

            @Override
            void mend(Administrator admin) {
                admin.setsPasswords(TestKeyStore.PASSWORD, null);
            }
        },
        A_DAMAGED_FILE(Verdict.KEYSTORE_UNREADABLE, "Restore the file, or correct keyStoreType") {
            @Override
            void make(Administrator admin) throws IOException {
                Files.writeString(admin.file(), "no key store");
            }
        },
        A_WRONG_TYPE(Verdict.KEYSTORE_UNREADABLE, "not of a type JCEKS. Restore the file, or correct keyStoreType") {
            @Override
            void make(Administrator admin) {
                admin.imports(good());
                admin.setsType("JCEKS");
            }

            @Override
            void mend(Administrator admin) {
                admin.setsType("PKCS12");
            }
        },
        NO_PEM_FILES(
                Verdict.KEYSTORE_UNREADABLE, "there is no such file or directory. Create it, or correct keyStore") {
            @Override
            void make(Administrator admin) {
                admin.setsKeyStore("pem:" + admin.directory.resolve("mx.pem"));
            }

            @Override
            void mend(Administrator admin) throws IOException {
                A_DAMAGED_KEY.mend(admin);
            }
        };

        private final Verdict verdict;
        private final String remedy;

        Trouble(Verdict verdict, String remedy) {
            this.verdict = verdict;
            this.remedy = remedy;
        }

        abstract void make(Administrator admin) throws IOException;

        /** By most remedies, something is imported. */
        void mend(Administrator admin) throws IOException {
            admin.imports(good());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesWhatIsSaidHasTls(Trouble trouble) throws Exception {
        Administrator admin = new Administrator(directory);
        trouble.make(admin);

        TlsOffer before = admin.looks();

        assertThat(before.verdict()).isEqualTo(trouble.verdict);
        assertThat(before.reason()).contains(trouble.remedy);
        if (trouble != Trouble.A_PASSWORD_OF_THE_KEY && trouble != Trouble.A_WRONG_PASSWORD) {
            assertThat(before.reason()).doesNotContainIgnoringCase("password");
        }
        trouble.mend(admin);
        assertThat(admin.looks().verdict()).isEqualTo(Verdict.USABLE);
    }

    /** Whichever of them is written. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void eachBindingThatIsProposedIsOne(int which) {
        Administrator admin = new Administrator(directory);
        admin.imports(good());
        admin.bindings = "192.0.2.9=mx";
        assertThat(admin.looks().verdict()).isEqualTo(Verdict.NO_BINDING);

        Matcher proposed = Pattern.compile("(\\S+)=ALIAS").matcher(admin.looks().reason());
        for (int i = 0; i <= which; i++) {
            assertThat(proposed.find()).isTrue();
        }
        admin.bindings += ", " + proposed.group(1) + "=mx";

        assertThat(admin.looks().verdict()).isEqualTo(Verdict.USABLE);
    }

    @Test
    void eachVerdictHasARemedy() {
        assertThat(Trouble.values()).extracting(trouble -> trouble.verdict).contains(remediable());
    }

    private static Verdict[] remediable() {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict != Verdict.USABLE && verdict != Verdict.NO_BINDING)
                .toArray(Verdict[]::new);
    }

    private static TestKeyStore good() {
        return TestKeyStore.pkcs12().key("mx", KEYS, chain(own()));
    }

    private static X509Certificate[] chain(CertificateBuilder own) {
        return new X509Certificate[] {own.issuedBy(AUTHORITY, "Root").build(), root()};
    }

    private static CertificateBuilder own() {
        return own(KEYS);
    }

    private static CertificateBuilder own(KeyPair keys) {
        return CertificateBuilder.of(keys, "mx").names(CertificateCatalogue.NAME);
    }

    private static X509Certificate root() {
        return CertificateBuilder.of(AUTHORITY, "Root").authority().build();
    }
}
