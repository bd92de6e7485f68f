package org.postern.tls.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.Certificate;

/** Keys and certificates of the JVM's own providers, so that TLS uses no key whose class the adapter brought along. */
final class JdkObjects {
    private JdkObjects() {}

    static PrivateKey privateKey(PrivateKeyInfo info) throws GeneralSecurityException {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        try {
            String name = KeyKind.algorithm(algorithm)
                    .orElseThrow(() -> new NoSuchAlgorithmException("Unknown kind of private key: " + algorithm));
            return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(versionOne(info)));
        } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
            KeyKind kind = KeyKind.of(info.getPrivateKeyAlgorithm());
            throw kind.ofTls() ? e : new KeyOfNoUseException(kind, e);
        }
    }

    static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    static List<X509Certificate> remade(List<X509Certificate> certificates) throws CertificateException {
        List<X509Certificate> remade = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            remade.add(certificate(certificate.getEncoded()));
        }
        return List.copyOf(remade);
    }

    /** What one is that Java could not read, if that is because of its key: EC keys with parameters of their own. */
    static Optional<UnreadCertificate> unread(byte[] der) {
        try {
            Certificate certificate = Certificate.getInstance(der);
            KeyKind kind = KeyKind.of(certificate.getSubjectPublicKeyInfo().getAlgorithm());
            return kind.ofTls()
                    ? Optional.empty()
                    : Optional.of(new UnreadCertificate(
                            new X500Principal(certificate.getSubject().getEncoded()), kind.text()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // not a certificate by the letter
        }
    }

    /** RFC 5958 added the public key and attributes to RFC 5208, which is what every JDK reads. */
    private static byte[] versionOne(PrivateKeyInfo info) throws GeneralSecurityException {
        try {
            return new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey()).getEncoded();
        } catch (IOException e) {
            throw new InvalidKeySpecException("Not a PKCS#8 private key", e);
        }
    }
}
