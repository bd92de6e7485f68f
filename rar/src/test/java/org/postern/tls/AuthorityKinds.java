package org.postern.tls;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/** Chains whose authorities are not what all clients want, and what clients may not know in a certificate. */
final class AuthorityKinds {
    /** By name, those that a certificate may call critical. */
    private static final Map<String, ASN1Encodable> EXTENSIONS = new TreeMap<>(Map.of(
            "2.5.29.14", new DEROctetString(new byte[] {1, 2, 3}),
            "2.5.29.18", new GeneralNames(new GeneralName(GeneralName.dNSName, "authority.example.org")),
            "2.5.29.32", new DERSequence(new DERSequence(new ASN1ObjectIdentifier("1.2.3.4"))),
            "2.5.29.35", new AuthorityKeyIdentifier(new byte[] {1, 2, 3}),
            "2.5.29.54", new ASN1Integer(0),
            "1.3.6.1.5.5.7.1.24", new DERSequence(new ASN1Integer(4_711)),
            "2.16.840.1.113730.1.1", new DERBitString(new byte[] {0x40}, 6)));

    private final CertificateCatalogue catalogue;

    private AuthorityKinds(CertificateCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    static void addTo(CertificateCatalogue catalogue) {
        AuthorityKinds kinds = new AuthorityKinds(catalogue);
        kinds.lower();
        kinds.more();
        kinds.roots();
        kinds.keys();
        EXTENSIONS.forEach((id, value) ->
                catalogue.issued("critical extension " + id, TestCertificates.EC, own -> own.with(id, true, value)));
    }

    private void lower() {
        catalogue.lowerIs("no authority", CertificateBuilder::notAnAuthority);
        catalogue.lowerIs("without keyCertSign", lower -> lower.usage(KeyUsage.digitalSignature));
        catalogue.lowerIs("for clients only", lower -> lower.purposes(KeyPurposeId.id_kp_clientAuth));
        catalogue.lowerIs("for servers only", lower -> lower.purposes(KeyPurposeId.id_kp_serverAuth));
        catalogue.lowerIs("of any purpose", lower -> lower.purposes(KeyPurposeId.anyExtendedKeyUsage));
        catalogue.lowerIs("constrained to example.org", lower -> lower.with("2.5.29.30", true, only("example.org")));
        catalogue.lowerIs("constrained to example.com", lower -> lower.with("2.5.29.30", true, only("example.com")));
        catalogue.lowerIs("unknown critical extension", lower -> lower.with("1.2.3.4.5", true, DERNull.INSTANCE));
        X509Certificate narrow = CertificateCatalogue.root(CertificateCatalogue.ROOT, of -> of.authority(0));
        catalogue.add(
                "root allows no authority below it",
                TestCertificates.EC,
                narrow,
                CertificateCatalogue.ofLower(of -> of),
                CertificateCatalogue.lower(of -> of));
        X509Certificate other = CertificateCatalogue.ofLower(
                of -> of.with("2.5.29.35", false, new AuthorityKeyIdentifier(new byte[] {1, 2, 3})));
        X509Certificate lower =
                CertificateCatalogue.lower(of -> of.with("2.5.29.14", false, new DEROctetString(new byte[] {4, 5, 6})));
        catalogue.add(
                "authority key identifier of another",
                TestCertificates.EC,
                CertificateCatalogue.root(CertificateCatalogue.ROOT, of -> of),
                other,
                lower);
    }

    private void more() {
        catalogue.lowerIs("for mail only", lower -> lower.purposes(KeyPurposeId.id_kp_emailProtection));
        catalogue.lowerIs(
                "of any purpose and for clients",
                lower -> lower.purposes(KeyPurposeId.anyExtendedKeyUsage, KeyPurposeId.id_kp_clientAuth));
        catalogue.lowerIs("version 1", CertificateBuilder::version1);
        catalogue.lowerIs(
                "constrained to other subjects",
                lower -> lower.with(
                        "2.5.29.30",
                        true,
                        new NameConstraints(
                                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(new X500Name("O=Example")))},
                                null)));
        catalogue.add(
                "common name alone, intermediate constrained to example.com",
                TestCertificates.EC,
                CertificateCatalogue.root(CertificateCatalogue.ROOT, of -> of),
                CertificateBuilder.of(TestCertificates.EC, CertificateCatalogue.NAME)
                        .issuedBy(CertificateCatalogue.LOWER, "Intermediate")
                        .build(),
                CertificateCatalogue.lower(lower -> lower.with("2.5.29.30", true, only("example.com"))));
    }

    /** As clients trust it, and sent with the chain. */
    private void roots() {
        rootIs("no authority", CertificateBuilder::notAnAuthority);
        rootIs("version 1", CertificateBuilder::version1);
        rootIs("without keyCertSign", root -> root.usage(KeyUsage.cRLSign));
        rootIs("no authority below it", root -> root.authority(0));
        Instant now = Instant.now();
        rootIs("ended", root -> root.valid(now.minus(Duration.ofDays(99)), now.minus(Duration.ofDays(9))));
        rootIs("for clients only", root -> root.purposes(KeyPurposeId.id_kp_clientAuth));
        rootIs("constrained to example.com", root -> root.with("2.5.29.30", true, only("example.com")));
        rootIs("unknown critical extension", root -> root.with("1.2.3.4.5", true, DERNull.INSTANCE));
    }

    private void rootIs(String what, UnaryOperator<CertificateBuilder> change) {
        X509Certificate root = CertificateCatalogue.root(CertificateCatalogue.ROOT, change);
        catalogue.add(
                "root: " + what,
                TestCertificates.EC,
                root,
                CertificateCatalogue.ofLower(of -> of),
                CertificateCatalogue.lower(of -> of),
                root);
    }

    /** What signs is not what the server has. */
    private void keys() {
        signedBy("Ed25519", TestCertificates.ED25519, "Ed25519");
        signedBy("Ed448", TestCertificates.keyPair("Ed448", 448), "Ed448");
        signedBy("RSASSA-PSS", TestCertificates.keyPair("RSASSA-PSS", 2048), "SHA256withRSAandMGF1");
        signedBy("EC P-521", TestCertificates.keyPair("EC", 521), "SHA512withECDSA");
        signedBy("RSA 16384", ForeignKeys.rsa(16_384), "SHA256withRSA");
    }

    private void signedBy(String kind, KeyPair keys, String algorithm) {
        catalogue.add(
                "intermediate: " + kind,
                TestCertificates.EC,
                CertificateCatalogue.root(CertificateCatalogue.ROOT, of -> of),
                CertificateCatalogue.own(TestCertificates.EC)
                        .issuedBy(keys, "Intermediate")
                        .signedWith(algorithm)
                        .build(),
                CertificateBuilder.of(keys, "Intermediate")
                        .issuedBy(CertificateCatalogue.ROOT, "Root")
                        .authority()
                        .build());
    }

    private static NameConstraints only(String domain) {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))}, null);
    }
}
