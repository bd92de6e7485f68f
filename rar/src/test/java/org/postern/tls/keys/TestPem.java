package org.postern.tls.keys;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.util.io.pem.PemObject;

/** PEM texts in every form that keys and certificates come in. */
public final class TestPem {
    private TestPem() {}

    public static String certificates(X509Certificate... certificates) {
        return pem((Object[]) certificates);
    }

    public static String pkcs8(PrivateKey key) {
        return pkcs8(key, null);
    }

    static String encryptedPkcs8(PrivateKey key, ASN1ObjectIdentifier algorithm, String password) {
        try {
            return pkcs8(
                    key,
                    new JceOpenSSLPKCS8EncryptorBuilder(algorithm)
                            .setProvider(new BouncyCastleProvider())
                            .setPassword(password.toCharArray())
                            .setIterationCount(10)
                            .build());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String aes(PrivateKey key, String password) {
        return encryptedPkcs8(key, NISTObjectIdentifiers.id_aes256_CBC, password);
    }

    /** PKCS#1 for RSA, SEC 1 for EC. */
    public static String traditional(PrivateKey key) {
        return key instanceof ECPrivateKey ec ? sec1(ec) : pem(key);
    }

    /** As OpenSSL writes it, with the curve in it. */
    private static String sec1(ECPrivateKey key) {
        try {
            return pem(new PemObject(
                    "EC PRIVATE KEY",
                    new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1)
                            .getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encryptedTraditional(PrivateKey key, String algorithm, String password) {
        PEMEncryptor encryptor = new JcePEMEncryptorBuilder(algorithm)
                .setProvider(new BouncyCastleProvider())
                .build(password.toCharArray());
        return generate(key, encryptor);
    }

    static String ecParameters() {
        try {
            return pem(new PemObject("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What makes two private keys the same; encodings of an EC key differ in whether they repeat the public one. */
    static Object secret(Key key) {
        return key instanceof ECPrivateKey ec ? ec.getS() : key;
    }

    static Path write(Path file, String... texts) throws IOException {
        return Files.writeString(file, String.join("", texts));
    }

    private static String pkcs8(PrivateKey key, OutputEncryptor encryptor) {
        try {
            return pem(new JcaPKCS8Generator(key, encryptor));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String generate(PrivateKey key, PEMEncryptor encryptor) {
        try {
            return pem(new JcaMiscPEMGenerator(key, encryptor));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
