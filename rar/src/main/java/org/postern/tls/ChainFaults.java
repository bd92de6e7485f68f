package org.postern.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What clients that verify a chain find wrong with it (RFC 5280 sections 4.2 and 6.1), whatever the time is and whomever they
 * trust: most senders of mail do not verify, and TLS goes on for those.
 */
final class ChainFaults {
    private static final int ENCIPHERS_KEYS = 2;
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String AUTHORITY_KEY = "2.5.29.35";

    /** By how the JDK calls the signature algorithm of a certificate. */
    private static final Map<String, Set<Verifier>> SIGNATURES_UNKNOWN_TO = Map.of(
            "Ed25519",
            EnumSet.of(Verifier.NSS),
            "Ed448",
            EnumSet.of(Verifier.GO, Verifier.NSS),
            "SHA224withECDSA",
            EnumSet.of(Verifier.GO));

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

    /** What clients mind that verify chains, or some of them. */
    List<ChainFault> all() {
        List<ChainFault> faults = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            faults.addAll(unknownExtensions(certificate));
            unknownSignature(certificate).ifPresent(faults::add);
            if (i > 0) {
                faults.addAll(new AuthorityFaults(certificate, authoritiesBelow(i)).all());
            }
            if (i + 1 < chain.size()) {
                wrongKey(certificate, chain.get(i + 1)).ifPresent(faults::add);
                featuresOfIssuer(certificate, chain.get(i + 1)).ifPresent(faults::add);
                signedWithPssAlone(certificate, chain.get(i + 1)).ifPresent(faults::add);
            }
        }
        anyPurpose(chain.get(0)).ifPresent(faults::add);
        withoutEncipherment(chain.get(0)).ifPresent(faults::add);
        names().ifPresent(faults::add);
        withoutStaple().ifPresent(faults::add);
        return faults;
    }

    /** What only clients mind that ask for the answers of responders. */
    private Optional<ChainFault> withoutStaple() {
        X509Certificate own = chain.get(0);
        return TlsFeatures.of(own).demandStaple() && !staples
                ? Optional.of(
                        new ChainFault(
                                EnumSet.of(Verifier.GNUTLS),
                                ChainFault.named(own)
                                        + " must come with an OCSP response (must-staple), and none is sent. Write ocspStapling=true,"
                                        + " or, where the JDK's TLS serves it, start the JVM with"
                                        + " -Djdk.tls.server.enableStatusRequestExtension=true, or have one issued without that demand"))
                : Optional.empty();
    }

    /** What an authority must have, those that it issues must have, too (RFC 7633 section 4.2.2). */
    private static Optional<ChainFault> featuresOfIssuer(X509Certificate certificate, X509Certificate issuer) {
        return TlsFeatures.of(certificate).includes(TlsFeatures.of(issuer))
                ? Optional.empty()
                : Optional.of(new ChainFault(
                        EnumSet.of(Verifier.GNUTLS),
                        ChainFault.named(certificate) + " lacks a demand of the one that issued it (TLS feature). "
                                + ChainFault.OTHER_AUTHORITY));
    }

    /** One that an authority has issued to itself, for a new key, does not count (RFC 5280 section 4.2.1.9). */
    private int authoritiesBelow(int place) {
        return Math.toIntExact(chain.subList(1, place).stream()
                .filter(one -> !one.getSubjectX500Principal().equals(one.getIssuerX500Principal()))
                .count());
    }

    /** OpenSSL and NSS want the purpose by its name. */
    private static Optional<ChainFault> anyPurpose(X509Certificate own) {
        try {
            List<String> purposes = own.getExtendedKeyUsage();
            return purposes != null && !purposes.contains(AuthorityFaults.SERVER)
                    ? Optional.of(new ChainFault(
                            EnumSet.of(Verifier.OPENSSL, Verifier.NSS),
                            ChainFault.named(own)
                                    + " is for any purpose (anyExtendedKeyUsage), and not for TLS servers by name."
                                    + " Have one issued with serverAuth"))
                    : Optional.empty();
        } catch (CertificateParsingException e) {
            return Optional.empty(); // A fault, and told as one.
        }
    }

    /** Not needed by any key exchange of today, and NSS asks for it all the same. */
    private static Optional<ChainFault> withoutEncipherment(X509Certificate own) {
        boolean @Nullable [] usage = own.getKeyUsage();
        return own.getPublicKey() instanceof RSAPublicKey && usage != null && !usage[ENCIPHERS_KEYS]
                ? Optional.of(new ChainFault(
                        EnumSet.of(Verifier.NSS),
                        ChainFault.named(own)
                                + " has an RSA key that may not encipher keys (key usage without keyEncipherment)."
                                + " Have one issued with it, or for an EC key"))
                : Optional.empty();
    }

    private static List<ChainFault> unknownExtensions(X509Certificate certificate) {
        boolean root = CertificateCheck.isSelfSigned(certificate) && certificate.getBasicConstraints() >= 0;
        List<ChainFault> faults = new ArrayList<>();
        CriticalExtensions.unknown(certificate).forEach((all, extensions) -> {
            Set<Verifier> minding = EnumSet.copyOf(all);
            if (root) {
                minding.removeAll(List.of(Verifier.JAVA, Verifier.NSS));
            }
            if (!minding.isEmpty()) {
                faults.add(new ChainFault(
                        minding,
                        ChainFault.named(certificate) + " has critical extensions that "
                                + (minding.equals(Verifier.all()) ? "clients" : "these") + " do not know ("
                                + String.join(", ", extensions) + "). " + ChainFault.OTHER_AUTHORITY));
            }
        });
        return faults;
    }

    /** Of an authority with a key of a kind that not every client verifies. */
    private static Optional<ChainFault> unknownSignature(X509Certificate certificate) {
        Set<Verifier> minding = SIGNATURES_UNKNOWN_TO.getOrDefault(certificate.getSigAlgName(), Set.of());
        return minding.isEmpty() || CertificateCheck.isSelfSigned(certificate)
                ? Optional.empty()
                : Optional.of(new ChainFault(
                        minding,
                        ChainFault.named(certificate) + " is signed with " + certificate.getSigAlgName()
                                + ", which these do not know. " + ChainFault.OTHER_AUTHORITY));
    }

    /** Go does not know keys that are for RSASSA-PSS alone. */
    private static Optional<ChainFault> signedWithPssAlone(X509Certificate certificate, X509Certificate issuer) {
        return issuer.getPublicKey().getAlgorithm().equals("RSASSA-PSS")
                ? Optional.of(new ChainFault(
                        EnumSet.of(Verifier.GO),
                        ChainFault.named(certificate)
                                + " is signed with a key of the kind RSASSA-PSS, which these do not know. "
                                + ChainFault.OTHER_AUTHORITY))
                : Optional.empty();
    }

    /** Two authorities of one name, or one that has changed its key. */
    private static Optional<ChainFault> wrongKey(X509Certificate certificate, X509Certificate issuer) {
        byte[] wanted;
        byte[] had;
        try {
            wanted = authorityKey(certificate);
            had = subjectKey(issuer);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty(); // Not to be read, so it names none.
        }
        return wanted.length > 0 && had.length > 0 && !Arrays.equals(wanted, had)
                ? Optional.of(new ChainFault(
                        CertificateCheck.isSelfSigned(issuer)
                                ? Verifier.allBut(Verifier.GO)
                                : Verifier.allBut(Verifier.GO, Verifier.JAVA),
                        ChainFault.named(certificate)
                                + " names another key of its issuer than the one in the chain has (authority"
                                + " key identifier). " + ChainFault.OTHER_CHAIN))
                : Optional.empty();
    }

    private Optional<ChainFault> names() {
        X509Certificate own = chain.get(0);
        try {
            List<X509Certificate> issuers = chain.subList(1, chain.size());
            // Java does not ask the root that it trusts, and GnuTLS not for the subject.
            ChainNames withoutRoots = new ChainNames(
                    own,
                    issuers.stream()
                            .filter(issuer -> !CertificateCheck.isSelfSigned(issuer))
                            .toList());
            ChainNames withRoots = new ChainNames(own, issuers);
            Set<Verifier> minding = !withoutRoots.allowsHosts()
                    ? Verifier.all()
                    : !withRoots.allowsHosts()
                            ? Verifier.allBut(Verifier.JAVA)
                            : !withoutRoots.allowsSubject()
                                    ? Verifier.allBut(Verifier.GNUTLS)
                                    : !withRoots.allowsSubject()
                                            ? Verifier.allBut(Verifier.GNUTLS, Verifier.JAVA)
                                            : Set.of();
            return minding.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ChainFault(
                            minding,
                            "an authority in it may not issue certificates for the names of " + ChainFault.named(own)
                                    + " (name constraints). " + ChainFault.OTHER_AUTHORITY));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty(); // Not to be read, so what is meant is unknown.
        }
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
}
