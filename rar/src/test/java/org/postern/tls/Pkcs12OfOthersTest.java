package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PKCS12 files as other programs write them, and as the JDK writes none. */
class Pkcs12OfOthersTest {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    @TempDir
    private Path directory;

    private enum Password {
        SET(TestKeyStore.PASSWORD),
        /** As OpenSSL has it, and with it what key vaults export. */
        EMPTY_WITH_ITS_END("\0"),
        /** That of files in which nothing is encrypted. */
        NONE("");

        private final String text;

        Password(String text) {
            this.text = text;
        }
    }

    static Stream<Arguments> all() {
        return Stream.of(Password.values())
                .flatMap(password -> Stream.of(true, false).flatMap(odd -> Stream.of(true, false)
                        .filter(encrypted -> !encrypted || password != Password.NONE)
                        .flatMap(encrypted -> Stream.of(
                                        OIWObjectIdentifiers.idSHA1,
                                        NISTObjectIdentifiers.id_sha256,
                                        NISTObjectIdentifiers.id_sha512)
                                .map(hash -> Arguments.of(password, odd, encrypted, hash)))));
    }

    /** With a certificate beside it that the JDK cannot read, or without. */
    @ParameterizedTest
    @MethodSource("all")
    void isReadWithTheKeyInIt(Password password, boolean odd, boolean encrypted, ASN1ObjectIdentifier hash)
            throws Exception {
        Administrator admin = new Administrator(directory);
        admin.setsKeyStore("file:" + write(password.text.toCharArray(), odd, encrypted, hash));
        if (password != Password.SET) {
            admin.setsPasswords(null, null);
        }

        assertThat(admin.looks().verdict()).as(admin.looks().reason()).isEqualTo(Verdict.USABLE);
    }

    private Path write(char[] password, boolean odd, boolean encrypted, ASN1ObjectIdentifier hash) throws Exception {
        KeyPair keys = TestCertificates.EC;
        X509Certificate own = TestCertificates.certificate(keys, "mx");
        KeyPair other = ForeignKeys.explicitParameters("P-256");
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        DEROctetString id = new DEROctetString(new byte[] {1});
        PKCS12SafeBagBuilder key =
                encrypted ? new PKCS12SafeBagBuilder(info, encryptor(password)) : new PKCS12SafeBagBuilder(info);
        key.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, id);
        key.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString("mx"));
        PKCS12SafeBagBuilder certificate = new PKCS12SafeBagBuilder(new X509CertificateHolder(own.getEncoded()));
        certificate.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, id);
        PKCS12SafeBag[] certificates = odd
                ? new PKCS12SafeBag[] {
                    certificate.build(),
                    new PKCS12SafeBagBuilder(new X509CertificateHolder(CertificateBuilder.of(other, "odd")
                                    .buildForeign()
                                    .getEncoded()))
                            .build()
                }
                : new PKCS12SafeBag[] {certificate.build()};
        PKCS12PfxPduBuilder file = new PKCS12PfxPduBuilder().addData(key.build());
        if (password.length == 0) {
            for (PKCS12SafeBag one : certificates) {
                file.addData(one);
            }
        } else {
            file.addEncryptedData(encryptor(password), certificates);
        }
        AlgorithmIdentifier mac =
                new AlgorithmIdentifier(hash, new PKCS12PBEParams(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 1000));
        return Files.write(
                directory.resolve("others.p12"),
                file.build(
                                new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE).get(mac),
                                password)
                        .getEncoded());
    }

    private static OutputEncryptor encryptor(char[] password) throws OperatorCreationException {
        return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(PROVIDER)
                .build(password);
    }
}
