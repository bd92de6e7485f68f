package org.postern.it;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate in the making; self-signed and good for a day, until something else is said. */
final class TestCertificate {
    private final X500Principal subject;
    private final KeyPair keys;
    private final ExtensionsGenerator extensions = new ExtensionsGenerator();
    private X500Principal issuer;
    private KeyPair issuerKeys;
    private Instant notBefore = Instant.now().minus(Duration.ofDays(1));
    private Instant notAfter = Instant.now().plus(Duration.ofDays(1));

    private TestCertificate(String name, KeyPair keys) {
        this.subject = new X500Principal("CN=\"" + name + "\""); // It may have any characters.
        this.keys = keys;
        this.issuer = subject;
        this.issuerKeys = keys;
    }

    static TestCertificate of(String name, KeyPair keys) {
        return new TestCertificate(name, keys);
    }

    TestCertificate valid(Instant from, Instant to) {
        notBefore = from;
        notAfter = to;
        return this;
    }

    TestCertificate issuedBy(String name, KeyPair itsKeys) {
        issuer = new X500Principal("CN=" + name);
        issuerKeys = itsKeys;
        return this;
    }

    TestCertificate names(String... dnsNames) throws IOException {
        GeneralName[] names = Stream.of(dnsNames)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        return this;
    }

    TestCertificate purpose(KeyPurposeId purpose) throws IOException {
        extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        return this;
    }

    X509Certificate build() throws GeneralSecurityException, OperatorCreationException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(notAfter.getEpochSecond()),
                Date.from(notBefore),
                Date.from(notAfter),
                subject,
                keys.getPublic());
        if (!extensions.isEmpty()) {
            for (var oid : extensions.generate().getExtensionOIDs()) {
                add(builder, extensions.generate().getExtension(oid));
            }
        }
        String algorithm = issuerKeys.getPublic().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKeys.getPrivate())));
    }

    private static void add(X509v3CertificateBuilder builder, Extension extension) {
        try {
            builder.addExtension(extension);
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
    }
}
