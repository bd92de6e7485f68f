package org.postern.bench.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that all servers are given, with a key on P-256, in each of the forms that they read. Immutable.
 *
 * @param keyStore PKCS #12
 * @param certificate PEM
 * @param key PEM, PKCS #8, not encrypted
 */
public record TestCertificate(Path keyStore, Path certificate, Path key) {
    /** Of the key store. It protects nothing. */
    public static final String PASSWORD = "changeit";

    /** Of the first key in the store. */
    public static final String ALIAS = "mx";

    private static final String NAME = "mx.example.org";
    private static final Duration VALID = Duration.ofDays(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    /** Makes it, in this directory. */
    public static TestCertificate in(Path directory) throws IOException, GeneralSecurityException {
        return in(directory, 1);
    }

    /**
     * Makes a store with several keys, each with a certificate of its own name, and the PEM files of the first.
     *
     * @param aliases how many: {@code mx}, {@code mx1} and so on
     */
    public static TestCertificate in(Path directory, int aliases) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        TestCertificate made = new TestCertificate(
                directory.resolve("mx.p12"), directory.resolve("mx.pem"), directory.resolve("mx.key"));
        for (int i = 0; i < aliases; i++) {
            KeyPair pair = pair();
            X509Certificate certificate = certificate(pair, (i == 0 ? "" : i + ".") + NAME);
            keys.setKeyEntry(
                    ALIAS + (i == 0 ? "" : i), pair.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate
                    });
            if (i == 0) {
                writePem(made.certificate, certificate);
                writePem(made.key, new JcaPKCS8Generator(pair.getPrivate(), null));
            }
        }
        try (OutputStream out = Files.newOutputStream(made.keyStore)) {
            keys.store(out, PASSWORD.toCharArray());
        }
        return made;
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(KeyPair pair, String name) throws IOException, GeneralSecurityException {
        Instant now = Instant.now();
        X500Name subject = new X500Name("CN=" + name);
        try {
            X509CertificateHolder holder = new JcaX509v3CertificateBuilder(
                            subject,
                            BigInteger.valueOf(now.toEpochMilli()),
                            Date.from(now.minus(CLOCKS_DIFFER)),
                            Date.from(now.plus(VALID)),
                            subject,
                            pair.getPublic())
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, name)))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static void writePem(Path file, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter out = new JcaPEMWriter(text)) {
            out.writeObject(content);
        }
        Files.writeString(file, text.toString());
    }

    List<String> asArguments() {
        return List.of(certificate.toString(), key.toString());
    }
}
