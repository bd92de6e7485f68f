package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStores;

/** Keys that can be read, and that nobody can use here: the reason says so, and its remedy mends it. */
class KeysOfNoUseTest {
    private static final String PASSWORD = "changeit";
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final LocalAddress ADDRESS =
            new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 25);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "secp256k1, secp256k1",
        "secp224r1, secp224r1",
        "secp192r1, prime192v1",
        "brainpoolP256r1, brainpoolP256r1",
        "brainpoolP512t1, brainpoolP512t1",
        "sect283k1, sect283k1"
    })
    void aCurveThatJavaDoesNotKnowIsNamed(String curve, String named) throws Exception {
        assertOfNoUse(ForeignKeys.curve(curve), "an EC key of the curve " + named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp256k1"})
    void soAreParametersInPlaceOfAName(String curve) throws Exception {
        assertOfNoUse(
                ForeignKeys.explicitParameters(curve),
                "an EC key with parameters of its own instead of the name of a curve");
    }

    /** The JDK gives up the whole PKCS12 file for it, and says that the password is wrong. */
    @ParameterizedTest
    @CsvSource({
        "PKCS12 with 3DES and RC2, 0",
        "PKCS12 with 3DES and RC2, 1",
        "'PEM, the key first', 0",
        "'PEM, the key first', 1"
    })
    void aCertificateThatJavaCannotReadHarmsNoOther(String dress, int place) throws Exception {
        KeyPair odd = ForeignKeys.explicitParameters("secp256r1");
        KeyPair keys = place == 0 ? odd : TestCertificates.EC;
        X509Certificate[] chain = {
            CertificateBuilder.of(keys, "mx").issuedBy(odd, "Authority").buildForeign(),
            CertificateBuilder.of(odd, "Authority").authority().buildForeign()
        };

        TlsOffer offer = offer(StoreDresses.all().get(dress).write(directory, keys, chain));

        assertThat(offer.verdict()).isEqualTo(place == 0 ? Verdict.KEY_UNREADABLE : Verdict.USABLE);
        assertThat(offer.reason())
                .contains(place == 0 ? "an EC key with parameters of its own" : "is usable until")
                .doesNotContain("assword");
    }

    /** Bound to what TLS does not sign with, or to what clients do not take. */
    @ParameterizedTest
    @CsvSource({
        "SHA-256, SHA-256, 32, USABLE",
        "SHA-384, SHA-384, 48, USABLE",
        "SHA-512, SHA-512, 64, USABLE",
        "SHA-256, SHA-256, 20, KEY_UNREADABLE",
        "SHA-256, SHA-256, 64, KEY_UNREADABLE",
        "SHA-256, SHA-1,   32, KEY_UNREADABLE",
        "SHA-1,   SHA-1,   20, KEY_UNREADABLE"
    })
    void aKeyOfRsassaPssMayBeBoundToParameters(String hash, String mask, int salt, Verdict verdict) throws Exception {
        KeyPair bound = TestCertificates.boundKeyPair(hash, mask, salt);
        X509Certificate own = CertificateBuilder.of(bound, "mx")
                .issuedBy(TestCertificates.EC, "Authority")
                .build();

        TlsOffer offer = offer(StoreDresses.usual().write(directory, bound, own));

        assertThat(offer.verdict()).as(offer.reason()).isEqualTo(verdict);
        assertThat(offer.reason())
                .contains(verdict == Verdict.USABLE ? "is usable until" : "an RSASSA-PSS key bound to parameters");
    }

    @Test
    void aPasswordThatIsWrongIsSaidToBeWrong() throws Exception {
        write(pkcs8(TestCertificates.EC.getPrivate(), "another"));

        assertThat(offer().verdict()).isEqualTo(Verdict.KEY_UNREADABLE);
        assertThat(offer().reason()).contains("no password fits. Set keyStorePassword");
    }

    /** What Windows makes of a file, whole or of its parts. */
    @ParameterizedTest
    @CsvSource({"UTF-8, true", "UTF-16LE, true", "UTF-16BE, true", "UTF-8, false"})
    void aFileMayBeginWithAMark(String charset, boolean marked) throws Exception {
        String text = pem(TestCertificates.certificate(TestCertificates.EC, "mx"))
                + (marked ? "\ufeff" : "")
                + pkcs8(TestCertificates.EC.getPrivate(), "");
        Files.write(directory.resolve("mx.pem"), ((marked ? "\ufeff" : "") + text).getBytes(Charset.forName(charset)));

        assertThat(offer().verdict()).isEqualTo(Verdict.USABLE);
    }

    private void assertOfNoUse(KeyPair keys, String kind) throws Exception {
        for (String password : List.of("", PASSWORD)) {
            write(pkcs8(keys.getPrivate(), password));

            assertThat(offer().verdict()).isEqualTo(Verdict.KEY_UNREADABLE);
            assertThat(offer().reason())
                    .contains(" is " + kind + ", which Java cannot use in TLS. Make an EC key of the curve P-256")
                    .doesNotContain("assword");
        }
        // The remedy.
        write(pkcs8(TestCertificates.EC.getPrivate(), ""));
        assertThat(offer().verdict()).isEqualTo(Verdict.USABLE);
    }

    private TlsOffer offer() {
        return offer(new KeyStoreSettings("pem:" + directory.resolve("mx.pem"), null, PASSWORD, null));
    }

    private static TlsOffer offer(KeyStoreSettings settings) {
        TlsOffers offers = TestPolicy.byDefault()
                .offers(
                        "*=mx",
                        KeyStores.parse(settings, problem -> {}).orElseThrow(),
                        new KeyStores(List::of),
                        Clock.systemUTC());
        offers.refresh();
        return offers.offerFor(ADDRESS);
    }

    private void write(String key) throws IOException {
        Files.writeString(
                directory.resolve("mx.pem"),
                key + pem(TestCertificates.certificate(TestCertificates.EC, "mx")),
                StandardCharsets.US_ASCII);
    }

    private static String pkcs8(PrivateKey key, String password) throws IOException, OperatorCreationException {
        return pem(
                password.isEmpty()
                        ? new JcaPKCS8Generator(key, null)
                        : new JcaPKCS8Generator(
                                key,
                                new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                                        .setProvider(PROVIDER)
                                        .setPassword(password.toCharArray())
                                        .setIterationCount(10)
                                        .build()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
