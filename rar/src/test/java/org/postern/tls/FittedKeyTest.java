package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.tls.keys.TestPem;

/** A private key of RSA and its certificate belong together, whatever each says that it is for. */
class FittedKeyTest {
    @TempDir
    private Path directory;

    /** What a key of RSA says that it is for. */
    @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it.
    private enum Form {
        ANYTHING(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        PSS(PKCSObjectIdentifiers.id_RSASSA_PSS, null),
        PSS_SHA_256(NISTObjectIdentifiers.id_sha256, 32),
        PSS_SHA_384(NISTObjectIdentifiers.id_sha384, 48),
        PSS_SHA_512(NISTObjectIdentifiers.id_sha512, 64),
        PSS_SHA_256_LONG(NISTObjectIdentifiers.id_sha256, 64);

        private final AlgorithmIdentifier algorithm;

        Form(ASN1ObjectIdentifier kind, ASN1Encodable parameters) {
            algorithm = new AlgorithmIdentifier(kind, parameters);
        }

        Form(ASN1ObjectIdentifier hash, int salt) {
            AlgorithmIdentifier digest = new AlgorithmIdentifier(hash, DERNull.INSTANCE);
            algorithm = new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS,
                    new RSASSAPSSparams(
                            digest,
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, digest),
                            new ASN1Integer(salt),
                            RSASSAPSSparams.DEFAULT_TRAILER_FIELD));
        }

        private KeyFactory factory() throws GeneralSecurityException {
            return KeyFactory.getInstance(this == ANYTHING ? "RSA" : "RSASSA-PSS");
        }

        PrivateKey of(PrivateKey key) throws Exception {
            byte[] octets = new PrivateKeyInfo(
                            algorithm,
                            PrivateKeyInfo.getInstance(key.getEncoded()).parsePrivateKey())
                    .getEncoded();
            return factory().generatePrivate(new PKCS8EncodedKeySpec(octets));
        }

        PublicKey of(PublicKey key) throws Exception {
            byte[] octets = new SubjectPublicKeyInfo(
                            algorithm,
                            SubjectPublicKeyInfo.getInstance(key.getEncoded()).parsePublicKey())
                    .getEncoded();
            return factory().generatePublic(new X509EncodedKeySpec(octets));
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Form.values())
                .flatMap(key -> Stream.of(Form.values()).map(certificate -> Arguments.of(key, certificate)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void clientsGoByTheCertificate(Form ofKey, Form ofCertificate) throws Exception {
        write(ofKey.of(TestCertificates.RSA.getPrivate()), certificate(ofCertificate));

        TlsOffer offer = looks();

        if (ofCertificate == Form.PSS_SHA_256_LONG) {
            assertThat(offer.verdict()).isEqualTo(Verdict.KEY_UNREADABLE);
            assertThat(offer.reason()).contains("an RSASSA-PSS key bound to parameters that are not those of TLS");
        } else {
            assertThat(offer.verdict()).as(offer.reason()).isEqualTo(Verdict.USABLE);
            for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                new TlsHandshake().with(offer.newEngine(), protocol);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aKeyOfAnotherCertificateIsNoneOfThisOne(Form ofKey, Form ofCertificate) throws Exception {
        write(ofKey.of(TestCertificates.OTHER_RSA.getPrivate()), certificate(ofCertificate));

        assertThat(looks().verdict()).isEqualTo(Verdict.KEY_MISMATCH);
    }

    /** It cannot be made anew. */
    @ParameterizedTest
    @EnumSource
    void aKeyInADeviceIsNotSaidToBeAnothers(Form ofCertificate) throws Exception {
        PrivateKey key = inADevice(TestCertificates.RSA.getPrivate());
        AliasLook look = new AliasCheck(
                        DeviceKeyStore.holding("mx", () -> key, List.of(certificate(ofCertificate))),
                        "the device",
                        TestPolicy.engines(),
                        ChainWarnings.withRootsOfTheJvm())
                .look(Finding.keyStoreUnreadable("mx", ""));
        look.run();
        Finding finding = look.found();

        if (ofCertificate == Form.ANYTHING) {
            assertThat(finding.verdict()).isEqualTo(Verdict.USABLE);
        } else {
            assertThat(finding.verdict()).isEqualTo(Verdict.KEY_UNREADABLE);
            assertThat(finding.reason())
                    .contains(
                            "is an RSA key in a device, and its certificate is for other signatures of RSA, which Java"
                                    + " cannot use in TLS. Make an EC key of the curve P-256");
        }
    }

    private static PrivateKey inADevice(PrivateKey key) {
        return (PrivateKey) Proxy.newProxyInstance(
                FittedKeyTest.class.getClassLoader(),
                new Class<?>[] {RSAPrivateKey.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getEncoded") ? null : method.invoke(key, arguments));
    }

    private TlsOffer looks() {
        Administrator admin = new Administrator(directory);
        admin.setsKeyStore("pem:" + directory.resolve("mx.pem"));
        return admin.looks();
    }

    private void write(PrivateKey key, X509Certificate certificate) throws IOException {
        Files.writeString(directory.resolve("mx.pem"), TestPem.pkcs8(key) + TestPem.certificates(certificate));
    }

    private static X509Certificate certificate(Form form) throws Exception {
        return CertificateBuilder.of(new KeyPair(form.of(TestCertificates.RSA.getPublic()), null), "mx")
                .issuedBy(TestCertificates.EC, "Authority")
                .build();
    }
}
