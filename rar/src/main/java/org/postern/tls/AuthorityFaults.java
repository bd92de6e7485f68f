package org.postern.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients find wrong with one that has issued another of its chain. */
final class AuthorityFaults {
    private static final int SIGNS_CERTIFICATES = 5;
    static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String ANY = "2.5.29.37.0";

    private final X509Certificate issuer;
    private final int authoritiesBelow;

    /** A verifier that trusts a root does not ask it everything. */
    private final boolean root;

    /**
     * Looks at one.
     *
     * @param authoritiesBelow how many there are between it and the server's own
     */
    AuthorityFaults(X509Certificate issuer, int authoritiesBelow) {
        this.issuer = issuer;
        this.authoritiesBelow = authoritiesBelow;
        this.root = CertificateCheck.isSelfSigned(issuer);
    }

    List<ChainFault> all() {
        List<ChainFault> faults = new ArrayList<>();
        int pathLength = issuer.getBasicConstraints();
        boolean @Nullable [] usage = issuer.getKeyUsage();
        if (pathLength < 0 && !isOldRoot()) {
            faults.add(new ChainFault(
                    root ? Verifier.allBut(Verifier.GNUTLS, Verifier.NSS) : Verifier.all(),
                    ChainFault.named(issuer) + " is not marked as an authority's (CA:TRUE). "
                            + ChainFault.OTHER_CHAIN));
        } else if (pathLength >= 0 && pathLength < authoritiesBelow) {
            faults.add(new ChainFault(
                    root ? Verifier.allBut(Verifier.JAVA) : Verifier.all(),
                    ChainFault.named(issuer) + " allows " + pathLength
                            + " authorities below it (path length), and there are " + authoritiesBelow + ". "
                            + ChainFault.OTHER_CHAIN));
        }
        if (usage != null && !usage[SIGNS_CERTIFICATES]) {
            faults.add(new ChainFault(
                    root ? Verifier.allBut(Verifier.NSS) : Verifier.all(),
                    ChainFault.named(issuer) + " may not sign certificates (key usage without keyCertSign). "
                            + ChainFault.OTHER_CHAIN));
        }
        Set<Verifier> minding = mindingPurposes();
        if (!minding.isEmpty()) {
            faults.add(new ChainFault(
                    minding,
                    ChainFault.named(issuer)
                            + " is for other purposes than TLS servers (extended key usage without serverAuth). "
                            + ChainFault.OTHER_AUTHORITY));
        }
        return faults;
    }

    /** Of the time before there were extensions. */
    private boolean isOldRoot() {
        return issuer.getVersion() < 3 && root;
    }

    /** Java does not look; the others differ in what they take in place of the purpose by its name. */
    private Set<Verifier> mindingPurposes() {
        Set<Verifier> minding = Verifier.allBut(Verifier.JAVA);
        try {
            List<String> purposes = issuer.getExtendedKeyUsage();
            if (purposes == null || purposes.contains(SERVER)) {
                return Set.of();
            }
            if (purposes.contains(ANY)) {
                minding.remove(Verifier.GO);
            }
            if (purposes.contains(CLIENT)) {
                minding.remove(Verifier.NSS);
            }
            if (root) {
                minding.remove(Verifier.GNUTLS);
            }
            return minding;
        } catch (CertificateParsingException e) {
            return minding;
        }
    }
}
