package org.postern.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What clients that verify a chain find wrong with it (RFC 5280 sections 4.2 and 6.1), whatever the time is and whomever they
 * trust: most senders of mail do not verify, and TLS goes on for those. Sentences without an end, each with its remedy.
 */
final class ChainFaults {
    private static final int SIGNS_CERTIFICATES = 5;
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String TLS_FEATURES = "1.3.6.1.5.5.7.1.24";

    /** Those that every client knows: alternative names, usages, policies, constraints, and where lists of revoked ones are. */
    private static final Set<String> KNOWN = Set.of(
            "2.5.29.15",
            ALTERNATIVE_NAMES,
            "2.5.29.18",
            "2.5.29.19",
            NAME_CONSTRAINTS,
            "2.5.29.31",
            "2.5.29.32",
            "2.5.29.33",
            "2.5.29.36",
            "2.5.29.37",
            "2.5.29.54",
            SUBJECT_KEY,
            AUTHORITY_KEY);

    private static final String OTHER_CHAIN = "Import the chain that the authority gives for it, under the same alias";
    private static final String OTHER_AUTHORITY =
            "Have it issued by another authority, or that authority's certificate mended";

    private final List<X509Certificate> chain;
    private final boolean staples;

    /**
     * Looks at a chain.
     *
     * @param chain in order, the server's own first
     * @param staples whether the server sends with it what a responder says of it
     */
    ChainFaults(List<X509Certificate> chain, boolean staples) {
        this.chain = chain;
        this.staples = staples;
    }

    /** What clients mind that verify chains, or most of them. */
    List<String> all() {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            unknownExtensions(certificate).ifPresent(faults::add);
            if (i > 0) {
                faults.addAll(ofAuthority(certificate, authoritiesBelow(i)));
            }
            if (i + 1 < chain.size()) {
                wrongKey(certificate, chain.get(i + 1)).ifPresent(faults::add);
            }
        }
        anyPurpose(chain.get(0)).ifPresent(faults::add);
        names().ifPresent(faults::add);
        return faults;
    }

    /** What only clients mind that ask for the answers of responders. */
    Optional<String> withoutStaple() {
        X509Certificate own = chain.get(0);
        return own.getExtensionValue(TLS_FEATURES) != null && !staples
                ? Optional.of(
                        named(own) + " must come with an OCSP response (must-staple), and this JVM sends none. Start it"
                                + " with -Djdk.tls.server.enableStatusRequestExtension=true, or have one issued without that demand")
                : Optional.empty();
    }

    /** One that an authority has issued to itself, for a new key, does not count (RFC 5280 section 4.2.1.9). */
    private int authoritiesBelow(int place) {
        return Math.toIntExact(chain.subList(1, place).stream()
                .filter(one -> !one.getSubjectX500Principal().equals(one.getIssuerX500Principal()))
                .count());
    }

    /**
     * Of one that has issued another.
     *
     * @param authoritiesBelow how many there are between it and the server's own
     */
    private List<String> ofAuthority(X509Certificate issuer, int authoritiesBelow) {
        List<String> faults = new ArrayList<>();
        int pathLength = issuer.getBasicConstraints();
        boolean @Nullable [] usage = issuer.getKeyUsage();
        if (pathLength < 0 && !isOldRoot(issuer)) {
            faults.add(named(issuer) + " is not marked as an authority's (CA:TRUE). " + OTHER_CHAIN);
        } else if (pathLength >= 0 && pathLength < authoritiesBelow) {
            faults.add(named(issuer) + " allows " + pathLength + " authorities below it (path length), and there are "
                    + authoritiesBelow + ". " + OTHER_CHAIN);
        }
        if (usage != null && !usage[SIGNS_CERTIFICATES]) {
            faults.add(named(issuer) + " may not sign certificates (key usage without keyCertSign). " + OTHER_CHAIN);
        }
        if (!isForServers(issuer)) {
            faults.add(
                    named(issuer) + " is for other purposes than TLS servers (extended key usage without serverAuth). "
                            + OTHER_AUTHORITY);
        }
        return faults;
    }

    /** Of the time before there were extensions. */
    private static boolean isOldRoot(X509Certificate issuer) {
        return issuer.getVersion() < 3 && CertificateCheck.isSelfSigned(issuer);
    }

    /** OpenSSL does not take "any purpose" for this one. */
    private static boolean isForServers(X509Certificate issuer) {
        try {
            List<String> purposes = issuer.getExtendedKeyUsage();
            return purposes == null || purposes.contains(SERVER);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** OpenSSL wants the purpose by its name. */
    private Optional<String> anyPurpose(X509Certificate own) {
        try {
            List<String> purposes = own.getExtendedKeyUsage();
            return purposes != null && !purposes.contains(SERVER)
                    ? Optional.of(
                            named(own) + " is for any purpose (anyExtendedKeyUsage), which is not enough for OpenSSL."
                                    + " Have one issued with serverAuth")
                    : Optional.empty();
        } catch (CertificateParsingException e) {
            return Optional.empty(); // A fault, and told as one.
        }
    }

    private Optional<String> unknownExtensions(X509Certificate certificate) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        String unknown = critical == null
                ? ""
                : critical.stream()
                        .filter(extension -> !KNOWN.contains(extension))
                        .sorted()
                        .collect(Collectors.joining(", "));
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(named(certificate) + " has critical extensions that clients do not know (" + unknown
                        + "). " + OTHER_AUTHORITY);
    }

    /** Two authorities of one name, or one that has changed its key. */
    private Optional<String> wrongKey(X509Certificate certificate, X509Certificate issuer) {
        byte[] wanted;
        byte[] had;
        try {
            wanted = authorityKey(certificate);
            had = subjectKey(issuer);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty(); // Not to be read, so it names none.
        }
        return wanted.length > 0 && had.length > 0 && !Arrays.equals(wanted, had)
                ? Optional.of(
                        named(certificate) + " names another key of its issuer than the one in the chain has (authority"
                                + " key identifier). " + OTHER_CHAIN)
                : Optional.empty();
    }

    private Optional<String> names() {
        try {
            PKIXNameConstraintValidator allowed = new PKIXNameConstraintValidator();
            for (X509Certificate issuer : chain.subList(1, chain.size())) {
                octets(issuer.getExtensionValue(NAME_CONSTRAINTS))
                        .map(NameConstraints::getInstance)
                        .forEach(constraints -> narrow(allowed, constraints));
            }
            for (GeneralName name : namesOf(chain.get(0))) {
                allowed.checkPermitted(name);
                allowed.checkExcluded(name);
            }
            return Optional.empty();
        } catch (NameConstraintValidatorException e) {
            return Optional.of("an authority in it may not issue certificates for the names of " + named(chain.get(0))
                    + " (name constraints). " + OTHER_AUTHORITY);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty(); // Not to be read, and nobody knows what is meant.
        }
    }

    private static void narrow(PKIXNameConstraintValidator allowed, NameConstraints constraints) {
        Optional.ofNullable(constraints.getPermittedSubtrees()).ifPresent(allowed::intersectPermittedSubtree);
        Stream.ofNullable(constraints.getExcludedSubtrees())
                .flatMap(Arrays::stream)
                .forEach(allowed::addExcludedSubtree);
    }

    private static List<GeneralName> namesOf(X509Certificate own) {
        return octets(own.getExtensionValue(ALTERNATIVE_NAMES))
                .flatMap(value -> Arrays.stream(GeneralNames.getInstance(value).getNames()))
                .toList();
    }

    private static byte[] authorityKey(X509Certificate certificate) {
        return octets(certificate.getExtensionValue(AUTHORITY_KEY))
                .map(value -> AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets())
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(new byte[0]);
    }

    private static byte[] subjectKey(X509Certificate certificate) {
        return octets(certificate.getExtensionValue(SUBJECT_KEY))
                .map(value -> SubjectKeyIdentifier.getInstance(value).getKeyIdentifier())
                .findFirst()
                .orElse(new byte[0]);
    }

    private static Stream<byte[]> octets(byte @Nullable [] extension) {
        return Stream.ofNullable(extension)
                .map(value -> ASN1OctetString.getInstance(value).getOctets());
    }

    private static String named(X509Certificate certificate) {
        return "the certificate of " + certificate.getSubjectX500Principal().getName();
    }
}
