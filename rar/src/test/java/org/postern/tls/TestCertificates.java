package org.postern.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Self-signed certificates, good and bad ones, made while a test runs. The keys are made once and shared. */
public final class TestCertificates {
    public static final KeyPair RSA = keyPair("RSA", 2048);
    public static final KeyPair OTHER_RSA = keyPair("RSA", 2048);
    public static final KeyPair EC = keyPair("EC", 256);
    public static final KeyPair OTHER_EC = keyPair("EC", 256);
    public static final KeyPair ED25519 = keyPair("Ed25519", 255);

    private static final GeneralNames LOOPBACK = new GeneralNames(new GeneralName[] {
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.2"),
        new GeneralName(GeneralName.iPAddress, "::1")
    });

    private TestCertificates() {}

    /** A certificate for the loopback addresses, valid from yesterday for a year. */
    public static X509Certificate certificate(KeyPair keys, String commonName) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        return certificate(keys, commonName, yesterday, yesterday.plus(Duration.ofDays(365)));
    }

    /** A certificate for the loopback addresses with these dates, of which only whole seconds count. */
    public static X509Certificate certificate(KeyPair keys, String commonName, Instant notBefore, Instant notAfter) {
        X500Name name = new X500Name("CN=" + commonName);
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.valueOf(notAfter.toEpochMilli()),
                            Date.from(notBefore),
                            Date.from(notAfter),
                            name,
                            keys.getPublic())
                    .addExtension(Extension.subjectAlternativeName, false, LOOPBACK);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            CertificateBuilder.signing(signatureAlgorithm(keys)).build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("No certificate for " + commonName, e);
        }
    }

    /** A key pair of one's own, where the shared ones will not do. */
    public static KeyPair keyPair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key of the kind " + algorithm, e);
        }
    }

    /** A key that is for signatures with this hash, this one for the mask, and so much salt alone. */
    public static KeyPair boundKeyPair(String hash, String mask, int salt) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
            generator.initialize(new RSAKeyGenParameterSpec(
                    2048,
                    RSAKeyGenParameterSpec.F4,
                    new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(mask), salt, 1)));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signatureAlgorithm(KeyPair keys) {
        return switch (keys.getPublic().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "DSA" -> "SHA256withDSA";
            case "RSASSA-PSS" -> hash(((RSAKey) keys.getPublic()).getParams()) + "withRSAandMGF1";
            default ->
                keys.getPublic() instanceof EdECPublicKey key ? key.getParams().getName() : "Ed25519";
        };
    }

    private static String hash(AlgorithmParameterSpec parameters) {
        return parameters instanceof PSSParameterSpec bound
                ? bound.getDigestAlgorithm().replace("-", "")
                : "SHA256";
    }
}
