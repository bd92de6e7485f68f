package org.postern.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes one certificate, as good or as bad as a test wants it. */
public final class CertificateBuilder {
    private static final AtomicLong SERIAL = new AtomicLong(System.currentTimeMillis());

    private final KeyPair keys;
    private final X500Name subject;
    private Optional<KeyPair> issuerKeys = Optional.empty();
    private X500Name issuer;
    private Instant notBefore = Instant.now().minus(Duration.ofDays(1));
    private Instant notAfter = Instant.now().plus(Duration.ofDays(364));
    private Optional<String> signatureAlgorithm = Optional.empty();
    private Optional<GeneralNames> names = Optional.empty();
    private Optional<KeyUsage> usage = Optional.empty();
    private Optional<ExtendedKeyUsage> purposes = Optional.empty();
    private Optional<AuthorityInformationAccess> responder = Optional.empty();
    private Optional<BasicConstraints> constraints = Optional.empty();
    private boolean version1;
    private final List<Extension> others = new ArrayList<>();

    private CertificateBuilder(KeyPair keys, String commonName) {
        this(keys, new X500Name("CN=" + commonName));
    }

    private CertificateBuilder(KeyPair keys, X500Name subject) {
        this.keys = keys;
        this.subject = subject;
        this.issuer = subject;
    }

    /** A self-signed certificate without extensions, until something else is said. */
    public static CertificateBuilder of(KeyPair keys, String commonName) {
        return new CertificateBuilder(keys, commonName);
    }

    /** The same with a whole subject, as RFC 2253 writes it: the most specific part first. */
    public static CertificateBuilder ofSubject(KeyPair keys, String subject) {
        return new CertificateBuilder(keys, new X500Name(RFC4519Style.INSTANCE, subject));
    }

    public CertificateBuilder issuedBy(KeyPair authorityKeys, String commonName) {
        issuerKeys = Optional.of(authorityKeys);
        issuer = new X500Name("CN=" + commonName);
        return this;
    }

    public CertificateBuilder valid(Instant from, Instant to) {
        notBefore = from;
        notAfter = to;
        return this;
    }

    public CertificateBuilder names(String... dnsNames) {
        names = Optional.of(new GeneralNames(Arrays.stream(dnsNames)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new)));
        return this;
    }

    CertificateBuilder addresses(String... ips) {
        names = Optional.of(new GeneralNames(Arrays.stream(ips)
                .map(ip -> new GeneralName(GeneralName.iPAddress, ip))
                .toArray(GeneralName[]::new)));
        return this;
    }

    public CertificateBuilder mailAddresses(String... addresses) {
        names = Optional.of(new GeneralNames(Arrays.stream(addresses)
                .map(name -> new GeneralName(GeneralName.rfc822Name, name))
                .toArray(GeneralName[]::new)));
        return this;
    }

    public CertificateBuilder signedWith(String algorithm) {
        signatureAlgorithm = Optional.of(algorithm);
        return this;
    }

    CertificateBuilder usage(int bits) {
        usage = Optional.of(new KeyUsage(bits));
        return this;
    }

    public CertificateBuilder purposes(KeyPurposeId... ids) {
        purposes = Optional.of(new ExtendedKeyUsage(ids));
        return this;
    }

    /** Names the OCSP responder that knows of it. */
    public CertificateBuilder ocspResponder(URI uri) {
        return ocspResponder(uri.toString());
    }

    /** The same, as it is written there, or several. */
    public CertificateBuilder ocspResponder(String... uris) {
        responder = Optional.of(AuthorityInformationAccess.getInstance(new DERSequence(Arrays.stream(uris)
                .map(uri -> new AccessDescription(
                        AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.uniformResourceIdentifier, uri)))
                .toArray(AccessDescription[]::new))));
        return this;
    }

    /** It must come with an OCSP response (RFC 7633). */
    public CertificateBuilder mustStaple() {
        return with("1.3.6.1.5.5.7.1.24", false, new DERSequence(new ASN1Integer(5)));
    }

    public CertificateBuilder authority() {
        constraints = Optional.of(new BasicConstraints(true));
        return this;
    }

    CertificateBuilder notAnAuthority() {
        constraints = Optional.empty();
        return this;
    }

    /** One that allows so many authorities below it. */
    CertificateBuilder authority(int pathLength) {
        constraints = Optional.of(new BasicConstraints(pathLength));
        return this;
    }

    /** Whatever else, as it stands in the certificate. */
    CertificateBuilder with(String extension, boolean critical, ASN1Encodable value) {
        try {
            others.add(new Extension(
                    new ASN1ObjectIdentifier(extension),
                    critical,
                    value.toASN1Primitive().getEncoded(ASN1Encoding.DER)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills it up with what nobody reads. */
    CertificateBuilder padded(int octets) {
        return with("1.2.3.4.6", false, new DEROctetString(new byte[octets]));
    }

    /** One of the first version, which has no extensions. */
    CertificateBuilder version1() {
        version1 = true;
        return this;
    }

    public X509Certificate build() {
        return build(new JcaX509CertificateConverter());
    }

    /** One that the JDK may not be able to read. */
    X509Certificate buildForeign() {
        return build(new JcaX509CertificateConverter().setProvider(new BouncyCastleProvider()));
    }

    private X509Certificate build(JcaX509CertificateConverter converter) {
        KeyPair signer = issuerKeys.orElse(keys);
        try {
            String algorithm = signatureAlgorithm.orElse(
                    signer.getPublic().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            ContentSigner signing = signing(algorithm).build(signer.getPrivate());
            return converter.getCertificate(version1 ? withoutExtensions(signing) : withExtensions(signing));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("No certificate for " + subject, e);
        }
    }

    private X509CertificateHolder withExtensions(ContentSigner signing) throws CertIOException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(notBefore),
                Date.from(notAfter),
                subject,
                keys.getPublic());
        addExtensions(builder);
        return builder.build(signing);
    }

    private X509CertificateHolder withoutExtensions(ContentSigner signing) {
        return new JcaX509v1CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(SERIAL.incrementAndGet()),
                        Date.from(notBefore),
                        Date.from(notAfter),
                        subject,
                        keys.getPublic())
                .build(signing);
    }

    /** The JDK has no name for PSS that says which hash. */
    static JcaContentSignerBuilder signing(String algorithm) {
        JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
        return algorithm.endsWith("MGF1") ? builder.setProvider(new BouncyCastleProvider()) : builder;
    }

    private void addExtensions(X509v3CertificateBuilder builder) throws CertIOException {
        if (names.isPresent()) {
            builder.addExtension(Extension.subjectAlternativeName, false, names.get());
        }
        if (usage.isPresent()) {
            builder.addExtension(Extension.keyUsage, true, usage.get());
        }
        if (purposes.isPresent()) {
            builder.addExtension(Extension.extendedKeyUsage, false, purposes.get());
        }
        if (responder.isPresent()) {
            builder.addExtension(Extension.authorityInfoAccess, false, responder.get());
        }
        if (constraints.isPresent()) {
            builder.addExtension(Extension.basicConstraints, true, constraints.get());
        }
        for (Extension other : others) {
            builder.addExtension(other);
        }
    }
}
