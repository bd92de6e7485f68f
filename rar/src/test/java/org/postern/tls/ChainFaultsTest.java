package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain of four: the server's own, two intermediate authorities, and a root. */
class ChainFaultsTest {
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final KeyPair OWN = TestCertificates.EC;
    private static final KeyPair LOWER = TestCertificates.OTHER_EC;
    private static final KeyPair UPPER = TestCertificates.keyPair("EC", 256);
    private static final KeyPair ROOT = TestCertificates.keyPair("EC", 256);

    private enum Place {
        OWN,
        LOWER,
        UPPER,
        ROOT
    }

    @Test
    void aChainInOrderHasNone() throws Exception {
        assertThat(faults(Place.OWN, own -> own)).isEmpty();
        assertThat(faults(Place.OWN, own -> own.with(AUTHORITY_KEY, false, key(LOWER))))
                .isEmpty();
        assertThat(faults(Place.LOWER, lower -> lower.authority(0))).isEmpty();
        assertThat(faults(Place.UPPER, upper -> upper.authority(1))).isEmpty();
        assertThat(faults(Place.LOWER, lower -> lower.usage(KeyUsage.keyCertSign | KeyUsage.cRLSign)))
                .isEmpty();
        assertThat(faults(Place.LOWER, lower -> lower.purposes(KeyPurposeId.id_kp_serverAuth)))
                .isEmpty();
        assertThat(faults(Place.LOWER, lower -> lower.with("2.5.29.30", true, only("example.org"))))
                .isEmpty();
        assertThat(faults(Place.LOWER, lower -> lower.with("1.2.3.4.5", false, DERNull.INSTANCE)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOWER", "UPPER", "ROOT"})
    void anIssuerMustBeAnAuthority(Place place) throws Exception {
        assertThat(faults(place, issuer -> issuer.notAnAuthority()))
                .singleElement()
                .asString()
                .startsWith("the certificate of CN=" + place + " is not marked as an authority's (CA:TRUE). ");
    }

    @ParameterizedTest
    @EnumSource(names = {"UPPER", "ROOT"})
    void anAuthorityMayAllowTooFewBelowIt(Place place) throws Exception {
        assertThat(faults(place, issuer -> issuer.authority(0)))
                .singleElement()
                .asString()
                .startsWith("the certificate of CN=" + place
                        + " allows 0 authorities below it (path length), and there are " + (place == Place.ROOT ? 2 : 1)
                        + ". ");
    }

    /** An authority that goes over to a new key issues a certificate to itself (RFC 5280 section 4.2.1.9). */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void oneThatIsIssuedToItselfDoesNotCount(int allowed) throws Exception {
        List<X509Certificate> chain = List.of(
                CertificateBuilder.of(OWN, "OWN")
                        .names("mx.example.org")
                        .issuedBy(LOWER, "CA")
                        .build(),
                authority(LOWER, "CA").issuedBy(UPPER, "CA").build(),
                authority(UPPER, "CA").issuedBy(ROOT, "ROOT").build(),
                authority(ROOT, "ROOT").authority(allowed).build());

        assertThat(new ChainFaults(chain, false).all()).hasSize(allowed == 0 ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOWER", "UPPER", "ROOT"})
    void anAuthorityMustBeAllowedToSignCertificates(Place place) throws Exception {
        assertThat(faults(place, issuer -> issuer.usage(KeyUsage.digitalSignature)))
                .singleElement()
                .asString()
                .contains("CN=" + place, "keyCertSign");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOWER", "UPPER", "ROOT"})
    void anAuthorityMustNotBeForClientsOnly(Place place) throws Exception {
        assertThat(faults(
                        place,
                        issuer -> issuer.purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.anyExtendedKeyUsage)))
                .singleElement()
                .asString()
                .contains("CN=" + place, "serverAuth");
    }

    @ParameterizedTest
    @EnumSource
    void noCertificateMayWantWhatNobodyKnows(Place place) throws Exception {
        assertThat(faults(place, one -> one.with("1.2.3.4.5", true, DERNull.INSTANCE)))
                .singleElement()
                .asString()
                .contains("CN=" + place, "1.2.3.4.5");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOWER", "UPPER", "ROOT"})
    void theNamesMustBeAllowedByAllAuthorities(Place place) throws Exception {
        assertThat(faults(place, issuer -> issuer.with("2.5.29.30", true, only("example.com"))))
                .singleElement()
                .asString()
                .contains("the names of the certificate of CN=OWN", "name constraints");
    }

    @ParameterizedTest
    @EnumSource(names = {"OWN", "LOWER", "UPPER"})
    void theKeyOfTheIssuerMustBeTheOneInTheChain(Place place) throws Exception {
        assertThat(faults(place, one -> one.with(AUTHORITY_KEY, false, key(OWN))))
                .singleElement()
                .asString()
                .contains("CN=" + place, "authority key identifier");
    }

    @Test
    void anyPurposeIsNotEnough() throws Exception {
        assertThat(faults(Place.OWN, own -> own.purposes(KeyPurposeId.anyExtendedKeyUsage)))
                .singleElement()
                .asString()
                .contains("anyExtendedKeyUsage");
        assertThat(faults(
                        Place.OWN,
                        own -> own.purposes(KeyPurposeId.anyExtendedKeyUsage, KeyPurposeId.id_kp_serverAuth)))
                .isEmpty();
    }

    @Test
    void whatMustBeStapledMustBeStapled() throws Exception {
        UnaryOperator<CertificateBuilder> mustStaple =
                own -> own.with("1.3.6.1.5.5.7.1.24", false, new DERSequence(new ASN1Integer(5)));

        assertThat(told(chain(Place.OWN, mustStaple), false))
                .singleElement()
                .asString()
                .contains("must-staple", "-Djdk.tls.server.enableStatusRequestExtension=true");
        assertThat(told(chain(Place.OWN, mustStaple), true)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNoFaultOfTheChain() throws Exception {
        assertThat(faults(Place.OWN, own -> own.with(AUTHORITY_KEY, false, new DEROctetString(new byte[3]))))
                .isEmpty();
    }

    /** All are told, and not the first alone. */
    @Test
    void severalAreTold() throws Exception {
        assertThat(faults(Place.UPPER, upper -> upper.authority(0)
                        .usage(KeyUsage.digitalSignature)
                        .with("1.2.3.4.5", true, DERNull.INSTANCE)))
                .hasSize(3);
    }

    private static List<String> faults(Place place, UnaryOperator<CertificateBuilder> change)
            throws GeneralSecurityException {
        return told(chain(place, change), false);
    }

    private static List<String> told(List<X509Certificate> chain, boolean staples) {
        return new ChainFaults(chain, staples)
                .all().stream().map(ChainFault::text).toList();
    }

    private static List<X509Certificate> chain(Place place, UnaryOperator<CertificateBuilder> change)
            throws GeneralSecurityException {
        return List.of(
                changed(
                        Place.OWN,
                        place,
                        CertificateBuilder.of(OWN, "OWN")
                                .names("mx.example.org")
                                .issuedBy(LOWER, "LOWER"),
                        change),
                changed(Place.LOWER, place, authority(LOWER, "LOWER").issuedBy(UPPER, "UPPER"), change),
                changed(Place.UPPER, place, authority(UPPER, "UPPER").issuedBy(ROOT, "ROOT"), change),
                changed(Place.ROOT, place, authority(ROOT, "ROOT"), change));
    }

    private static X509Certificate changed(
            Place place, Place which, CertificateBuilder builder, UnaryOperator<CertificateBuilder> change) {
        return (place == which ? change.apply(builder) : builder).build();
    }

    private static CertificateBuilder authority(KeyPair keys, String name) throws GeneralSecurityException {
        return CertificateBuilder.of(keys, name)
                .authority()
                .with(SUBJECT_KEY, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    }

    private static AuthorityKeyIdentifier key(KeyPair of) {
        try {
            return new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(of.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NameConstraints only(String domain) {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))}, null);
    }
}
