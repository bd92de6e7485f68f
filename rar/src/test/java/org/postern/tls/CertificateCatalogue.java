package org.postern.tls;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Certificates of many kinds. Each is for {@link #NAME}, and has an authority of its own, unless it is told otherwise. */
public final class CertificateCatalogue {
    /** The host that clients look for. */
    public static final String NAME = "mail.example.org";

    /**
     * One of them.
     *
     * @param chain as it is served, the server's own first
     * @param root which the clients trust
     * @param dress in which the administrator keeps it
     */
    public record Entry(
            String name, KeyPair keys, List<X509Certificate> chain, X509Certificate root, StoreDresses.Dress dress) {}

    static final KeyPair ROOT = TestCertificates.keyPair("EC", 256);
    static final KeyPair LOWER = TestCertificates.keyPair("EC", 256);
    private static final KeyPair RSA_ROOT = TestCertificates.keyPair("RSA", 2048);

    private final List<Entry> entries = new ArrayList<>();

    /** Makes all of them anew. Takes seconds, for the keys. */
    public static List<Entry> all() {
        CertificateCatalogue catalogue = new CertificateCatalogue();
        catalogue.keys();
        catalogue.signatures();
        catalogue.names();
        catalogue.dates();
        catalogue.ownCertificates();
        FeatureKinds.addTo(catalogue);
        catalogue.chains();
        catalogue.sizes();
        AuthorityKinds.addTo(catalogue);
        catalogue.stores();
        return List.copyOf(catalogue.entries);
    }

    private void keys() {
        for (int bits : new int[] {1024, 2048, 3072, 4096}) {
            issued("RSA " + bits, TestCertificates.keyPair("RSA", bits), own -> own);
        }
        for (int bits : new int[] {8192, 16384}) {
            issued("RSA " + bits, ForeignKeys.rsa(bits), own -> own);
        }
        issued("RSASSA-PSS 2048", TestCertificates.keyPair("RSASSA-PSS", 2048), own -> own);
        for (int bits : new int[] {256, 384, 521}) {
            issued("EC P-" + bits, TestCertificates.keyPair("EC", bits), own -> own);
        }
        for (String curve : List.of("secp224r1", "secp256k1", "brainpoolP256r1")) {
            issued("EC " + curve, ForeignKeys.curve(curve), own -> own);
        }
        KeyPair explicit = ForeignKeys.explicitParameters("secp256r1");
        entries.add(new Entry(
                "EC P-256, explicit parameters",
                explicit,
                List.of(own(explicit).issuedBy(ROOT, "Root").buildForeign()),
                root(ROOT, of -> of),
                StoreDresses.all().get("PEM, the key first")));
        issued("Ed25519", TestCertificates.ED25519, own -> own);
        issued("Ed448", TestCertificates.keyPair("Ed448", 448), own -> own);
        issued("DSA 2048", TestCertificates.keyPair("DSA", 2048), own -> own);
    }

    private void signatures() {
        for (String algorithm : List.of("MD5withRSA", "SHA1withRSA", "SHA512withRSA", "SHA256withRSAandMGF1")) {
            KeyPair keys = TestCertificates.RSA;
            X509Certificate root = root(RSA_ROOT, of -> of);
            add(
                    "RSA, signed with " + algorithm,
                    keys,
                    root,
                    own(keys).issuedBy(RSA_ROOT, "Root").signedWith(algorithm).build());
        }
        for (String algorithm : List.of("SHA1withECDSA", "SHA224withECDSA", "SHA384withECDSA", "SHA512withECDSA")) {
            issued("EC, signed with " + algorithm, TestCertificates.EC, own -> own.signedWith(algorithm));
        }
    }

    private void names() {
        add("common name alone", CertificateBuilder.of(TestCertificates.EC, NAME));
        issued("another host", TestCertificates.EC, own -> own.names("www.example.org"));
        issued("wildcard *.example.org", TestCertificates.EC, own -> own.names("*.example.org"));
        issued("wildcard *.org", TestCertificates.EC, own -> own.names("*.org"));
        issued("wildcard in a label, m*.example.org", TestCertificates.EC, own -> own.names("m*.example.org"));
        issued("wildcard in the middle, mail.*.org", TestCertificates.EC, own -> own.names("mail.*.org"));
        issued("a dot at the end", TestCertificates.EC, own -> own.names("mail.example.org."));
        issued("upper case", TestCertificates.EC, own -> own.names("MAIL.EXAMPLE.ORG"));
        issued("IP address alone", TestCertificates.EC, own -> own.addresses("127.0.0.1"));
        for (int count : new int[] {100, 1_000, 2_500}) {
            issued(
                    count + " names",
                    TestCertificates.EC,
                    own -> own.names(IntStream.rangeClosed(1, count)
                            .mapToObj(i -> i == count ? NAME : "host-" + i + ".example.com")
                            .toArray(String[]::new)));
        }
    }

    /** To the second, before and behind it, and those that are written in another way: before 1950 and from 2050 on. */
    private void dates() {
        Instant now = Instant.now();
        issued(
                "ended yesterday",
                TestCertificates.EC,
                own -> own.valid(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1))));
        issued(
                "begins tomorrow",
                TestCertificates.EC,
                own -> own.valid(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9))));
        issued(
                "for ten years",
                TestCertificates.EC,
                own -> own.valid(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3650))));
        issued(
                "ends in an hour",
                TestCertificates.EC,
                own -> own.valid(now.minus(Duration.ofDays(9)), now.plus(Duration.ofHours(1))));
        issued("ended this second", TestCertificates.EC, own -> own.valid(now.minus(Duration.ofDays(9)), now));
        issued("begins this second", TestCertificates.EC, own -> own.valid(now, now.plus(Duration.ofDays(90))));
        issued(
                "begins in an hour",
                TestCertificates.EC,
                own -> own.valid(now.plus(Duration.ofHours(1)), now.plus(Duration.ofDays(90))));
        issued(
                "from 1949 to the end of 9999",
                TestCertificates.EC,
                own -> own.valid(Instant.parse("1949-12-31T23:59:59Z"), Instant.parse("9999-12-31T23:59:59Z")));
    }

    private void ownCertificates() {
        issued("usage digitalSignature, EC", TestCertificates.EC, own -> own.usage(KeyUsage.digitalSignature));
        issued("usage keyAgreement, EC", TestCertificates.EC, own -> own.usage(KeyUsage.keyAgreement));
        issued("usage digitalSignature, RSA", TestCertificates.RSA, own -> own.usage(KeyUsage.digitalSignature));
        issued("usage keyEncipherment, RSA", TestCertificates.RSA, own -> own.usage(KeyUsage.keyEncipherment));
        issued(
                "usage digitalSignature and keyEncipherment, RSA",
                TestCertificates.RSA,
                own -> own.usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        issued("purpose server", TestCertificates.EC, own -> own.purposes(KeyPurposeId.id_kp_serverAuth));
        issued("purpose client", TestCertificates.EC, own -> own.purposes(KeyPurposeId.id_kp_clientAuth));
        issued("purpose any", TestCertificates.EC, own -> own.purposes(KeyPurposeId.anyExtendedKeyUsage));
        issued("unknown critical extension", TestCertificates.EC, own -> own.with("1.2.3.4.5", true, DERNull.INSTANCE));
        issued("version 1", TestCertificates.EC, CertificateBuilder::version1);
        issued("marked as an authority", TestCertificates.EC, CertificateBuilder::authority);
        X509Certificate selfSigned = own(TestCertificates.EC).build();
        add("self-signed", TestCertificates.EC, selfSigned, selfSigned);
        X509Certificate anotherAuthority = root(TestCertificates.OTHER_EC, of -> of);
        add("self-signed, not trusted", TestCertificates.EC, anotherAuthority, selfSigned);
    }

    /** At the edge of what some clients take, to the octet. */
    private void sizes() {
        for (int octets : new int[] {32_256, 32_257, 32_768, 32_769}) {
            add("a chain of " + octets + " octets", TestCertificates.EC, root(RSA_ROOT, of -> of), ofSize(octets));
        }
    }

    /** Signed with RSA, since signatures with EC differ in length. */
    private static X509Certificate ofSize(int octets) {
        IntFunction<X509Certificate> padded = padding -> own(TestCertificates.EC)
                .issuedBy(RSA_ROOT, "Root")
                .padded(padding)
                .build();
        int much = octets - 2_000;
        return padded.apply(much + octets - new ChainSize(List.of(padded.apply(much))).octets());
    }

    private void chains() {
        X509Certificate root = root(ROOT, of -> of);
        X509Certificate lower = lower(of -> of);
        X509Certificate own = ofLower(of -> of);
        X509Certificate stranger = TestCertificates.certificate(TestCertificates.OTHER_RSA, "Stranger");
        KeyPair keys = TestCertificates.EC;
        add("with its intermediate", keys, root, own, lower);
        add("without its intermediate", keys, root, own);
        add("with intermediate and root", keys, root, own, lower, root);
        add("own certificate twice", keys, root, own, own, lower);
        add("root before the intermediate", keys, root, own, root, lower);
        add("a stranger in between", keys, root, own, stranger, lower);
        add("a stranger at the end", keys, root, own, lower, stranger);
        Instant now = Instant.now();
        X509Certificate ended = CertificateBuilder.of(ROOT, "Root")
                .issuedBy(TestCertificates.OTHER_EC, "Old")
                .authority()
                .valid(now.minus(Duration.ofDays(99)), now.minus(Duration.ofDays(9)))
                .build();
        add("root, cross-signed by one that has ended", keys, root, own, lower, ended);
        X509Certificate endedLower =
                lower(of -> of.valid(now.minus(Duration.ofDays(99)), now.minus(Duration.ofDays(9))));
        add("intermediate has ended", keys, root, own, endedLower);
        for (int length : new int[] {5, 9, 10, 11}) {
            longChain(length);
        }
    }

    private void longChain(int length) {
        List<X509Certificate> chain = new ArrayList<>();
        X509Certificate root = root(ROOT, of -> of);
        chain.add(own(TestCertificates.EC).issuedBy(LOWER, "Authority 1").build());
        for (int i = 1; i < length - 1; i++) {
            chain.add(CertificateBuilder.of(LOWER, "Authority " + i)
                    .issuedBy(LOWER, "Authority " + (i + 1))
                    .authority()
                    .build());
        }
        chain.add(CertificateBuilder.of(LOWER, "Authority " + (length - 1))
                .issuedBy(ROOT, "Root")
                .authority()
                .build());
        add("chain of " + length, TestCertificates.EC, root, chain.toArray(X509Certificate[]::new));
    }

    private void stores() {
        StoreDresses.all()
                .forEach((name, dress) -> entries.add(new Entry(
                        name,
                        TestCertificates.EC,
                        List.of(ofLower(of -> of), lower(of -> of)),
                        root(ROOT, of -> of),
                        dress)));
    }

    void lowerIs(String what, UnaryOperator<CertificateBuilder> change) {
        add("intermediate: " + what, TestCertificates.EC, root(ROOT, of -> of), ofLower(of -> of), lower(change));
    }

    /** Issued by the root. */
    void issued(String name, KeyPair keys, UnaryOperator<CertificateBuilder> change) {
        add(
                name,
                keys,
                root(ROOT, of -> of),
                change.apply(own(keys).issuedBy(ROOT, "Root")).build());
    }

    private void add(String name, CertificateBuilder own) {
        add(
                name,
                TestCertificates.EC,
                root(ROOT, of -> of),
                own.issuedBy(ROOT, "Root").build());
    }

    void add(String name, KeyPair keys, X509Certificate root, X509Certificate... chain) {
        entries.add(new Entry(name, keys, List.of(chain), root, StoreDresses.usual()));
    }

    static CertificateBuilder own(KeyPair keys) {
        return CertificateBuilder.of(keys, NAME).names(NAME);
    }

    static X509Certificate ofLower(UnaryOperator<CertificateBuilder> change) {
        return change.apply(own(TestCertificates.EC).issuedBy(LOWER, "Intermediate"))
                .build();
    }

    static X509Certificate lower(UnaryOperator<CertificateBuilder> change) {
        return change.apply(CertificateBuilder.of(LOWER, "Intermediate")
                        .issuedBy(ROOT, "Root")
                        .authority())
                .build();
    }

    static X509Certificate root(KeyPair keys, UnaryOperator<CertificateBuilder> change) {
        return change.apply(CertificateBuilder.of(keys, "Root").authority()).build();
    }
}
