package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each warning of what some clients mind says what to do, and after that there is none. */
class WarningRemediesTest {
    private static final KeyPair KEYS = TestCertificates.EC;
    private static final KeyPair LOWER = TestCertificates.OTHER_EC;
    private static final KeyPair ROOT = TestCertificates.RSA;
    private static final String FROM_THE_AUTHORITY = "Import the chain that the authority gives";
    private static final String ANOTHER_AUTHORITY = "Have it issued by another authority";

    @TempDir
    private Path directory;

    /** What is wrong, with the certificate itself or the one above it, and the remedy by its words. */
    @SuppressWarnings("ImmutableEnumChecker") // What it holds keeps no state.
    private enum Doubt {
        ANOTHER_NAME(
                "Have a certificate issued with that name",
                own -> own.names("www.example.org"),
                WarningRemediesTest::asItIs),
        NO_NAME(
                "Have a certificate issued with that name",
                own -> own.addresses("192.0.2.1"),
                WarningRemediesTest::asItIs),
        SOON("Renew it in time", own -> own.valid(now(), now().plus(Duration.ofDays(3))), WarningRemediesTest::asItIs),
        ANY_PURPOSE(
                "Have one issued with serverAuth",
                own -> own.purposes(KeyPurposeId.anyExtendedKeyUsage),
                WarningRemediesTest::asItIs),
        UNKNOWN_EXTENSION(
                ANOTHER_AUTHORITY, own -> own.with("1.2.3.4.5", true, DERNull.INSTANCE), WarningRemediesTest::asItIs),
        ANOTHER_KEY_OF_THE_AUTHORITY(
                FROM_THE_AUTHORITY,
                own -> own.with("2.5.29.35", false, new AuthorityKeyIdentifier(new byte[] {1})),
                lower -> lower.with("2.5.29.14", false, new DEROctetString(new byte[] {2}))),
        AUTHORITY_ENDED(
                FROM_THE_AUTHORITY,
                WarningRemediesTest::asItIs,
                lower -> lower.valid(now().minus(Duration.ofDays(9)), now().minus(Duration.ofDays(1)))),
        AUTHORITY_NOT_YET(
                FROM_THE_AUTHORITY,
                WarningRemediesTest::asItIs,
                lower -> lower.valid(now().plus(Duration.ofDays(1)), now().plus(Duration.ofDays(900)))),
        NO_AUTHORITY(FROM_THE_AUTHORITY, WarningRemediesTest::asItIs, CertificateBuilder::notAnAuthority),
        MAY_NOT_SIGN(FROM_THE_AUTHORITY, WarningRemediesTest::asItIs, lower -> lower.usage(KeyUsage.digitalSignature)),
        AUTHORITY_FOR_CLIENTS(
                ANOTHER_AUTHORITY, WarningRemediesTest::asItIs, lower -> lower.purposes(KeyPurposeId.id_kp_clientAuth)),
        OTHER_NAMES(
                ANOTHER_AUTHORITY,
                WarningRemediesTest::asItIs,
                lower -> lower.with("2.5.29.30", true, only("example.com")));

        private final String remedy;
        private final UnaryOperator<CertificateBuilder> own;
        private final UnaryOperator<CertificateBuilder> lower;

        Doubt(String remedy, UnaryOperator<CertificateBuilder> own, UnaryOperator<CertificateBuilder> lower) {
            this.remedy = remedy;
            this.own = own;
            this.lower = lower;
        }
    }

    /** Kinds of keys that some widespread sender cannot use. */
    @SuppressWarnings("ImmutableEnumChecker") // Keys do not change.
    private enum Rare {
        RSA_2048("RSA", 2048),
        RSA_4096("RSA", 4096),
        RSASSA_PSS("RSASSA-PSS", 2048),
        P_521("EC", 521),
        ED25519("Ed25519", 255),
        ED448("Ed448", 448);

        private final KeyPair keys;

        Rare(String algorithm, int size) {
            keys = TestCertificates.keyPair(algorithm, size);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoImportsWhatIsAskedForIsNotWarnedAnyMore(Doubt doubt) {
        Administrator admin = new Administrator(directory);
        // Of PKCS12, the JDK gives no issuer whose key identifier does not fit.
        admin.imports(TestKeyStore.jks().key("mx", KEYS, chain(KEYS, doubt.own, doubt.lower)));

        TlsOffer before = admin.looks();

        assertThat(before.verdict()).isEqualTo(Verdict.USABLE);
        assertThat(before.warnings()).singleElement().asString().contains(doubt.remedy);
        admin.imports(TestKeyStore.pkcs12()
                .key("mx", KEYS, chain(KEYS, WarningRemediesTest::asItIs, WarningRemediesTest::asItIs)));
        assertThat(admin.looks().warnings()).isEmpty();
    }

    /** Of the kind that is said, and in the way that is said. */
    @ParameterizedTest
    @EnumSource
    void whoBindsASecondKeyHasOneForAll(Rare rare) {
        Administrator admin = new Administrator(directory);
        admin.imports(TestKeyStore.pkcs12()
                .key("mx", rare.keys, chain(rare.keys, WarningRemediesTest::asItIs, WarningRemediesTest::asItIs))
                .key("more", KEYS, chain(KEYS, WarningRemediesTest::asItIs, WarningRemediesTest::asItIs)));

        assertThat(admin.looks().warnings())
                .singleElement()
                .asString()
                .contains("Bind a certificate with an EC key of the curve P-256 beside it (ALIAS|ALIAS)");

        admin.bindings = "*=mx|more";
        assertThat(admin.looks().warnings()).isEmpty();
    }

    @Test
    void whatEndsTooEarlyIsToBeMadeLonger() {
        Administrator admin = new Administrator(directory);
        X509Certificate[] chain = chain(KEYS, WarningRemediesTest::asItIs, WarningRemediesTest::asItIs);
        admin.imports(TestKeyStore.pkcs12().key("mx", KEYS, chain[0]));

        assertThat(admin.looks().warnings())
                .singleElement()
                .asString()
                .contains("If that is an intermediate authority, add its certificate to the chain");

        admin.imports(TestKeyStore.pkcs12().key("mx", KEYS, chain));
        assertThat(admin.looks().warnings()).isEmpty();
    }

    @Test
    void whatIsSelfSignedIsToBeIssued() {
        Administrator admin = new Administrator(directory);
        X509Certificate own = CertificateBuilder.of(KEYS, "mx")
                .names(CertificateCatalogue.NAME)
                .build();
        admin.imports(TestKeyStore.pkcs12().key("mx", KEYS, own));

        assertThat(admin.looks().warnings()).singleElement().asString().endsWith("Have it issued by an authority.");

        admin.imports(TestKeyStore.pkcs12()
                .key("mx", KEYS, chain(KEYS, WarningRemediesTest::asItIs, WarningRemediesTest::asItIs)));
        assertThat(admin.looks().warnings()).isEmpty();
    }

    private static X509Certificate[] chain(
            KeyPair keys, UnaryOperator<CertificateBuilder> own, UnaryOperator<CertificateBuilder> lower) {
        return List.of(
                        own.apply(CertificateBuilder.of(keys, "mx")
                                        .names(CertificateCatalogue.NAME)
                                        .issuedBy(LOWER, "Intermediate"))
                                .build(),
                        lower.apply(CertificateBuilder.of(LOWER, "Intermediate")
                                        .issuedBy(ROOT, "Root")
                                        .authority())
                                .build(),
                        CertificateBuilder.of(ROOT, "Root").authority().build())
                .toArray(X509Certificate[]::new);
    }

    private static CertificateBuilder asItIs(CertificateBuilder same) {
        return same;
    }

    private static Instant now() {
        return Instant.now();
    }

    private static NameConstraints only(String domain) {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))}, null);
    }
}
