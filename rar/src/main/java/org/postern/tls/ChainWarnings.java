package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.postern.tls.keys.UnreadCertificate;

/** What some clients may object to, though others complete the handshake. */
final class ChainWarnings {
    private static final String LEFT_OUT = ", whose own certificate is left out: it is for ";
    private static final String NO_ROOT = ", which is no root that this JVM knows.";

    private final Set<X500Principal> roots;

    private ChainWarnings(Set<X500Principal> roots) {
        this.roots = roots;
    }

    /** Compares with the roots that this JVM trusts, which stand for those of the world. Reads files. */
    static ChainWarnings withRootsOfTheJvm() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init((KeyStore) null);
            return new ChainWarnings(Arrays.stream(factory.getTrustManagers())
                    .flatMap(manager -> manager instanceof X509TrustManager trust
                            ? Arrays.stream(trust.getAcceptedIssuers())
                            : Stream.empty())
                    .map(X509Certificate::getSubjectX500Principal)
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (GeneralSecurityException e) {
            return new ChainWarnings(Set.of()); // a JVM without roots knows none
        }
    }

    /**
     * All that there is.
     *
     * @param unread what the chain may lack because Java could not read it
     */
    List<String> of(ServerCertificate certificate, List<UnreadCertificate> unread) {
        ChainFaults faults = new ChainFaults(certificate.chain(), certificate.staples());
        List<String> warnings = new ArrayList<>(new ChainSize(certificate.chain()).warnings(certificate));
        certificate.chain().stream()
                .filter(one -> one.getSigAlgName().startsWith("SHA224"))
                .findFirst()
                .ifPresent(one -> warnings.add("The certificate of "
                        + one.getSubjectX500Principal().getName() + " in the chain of " + certificate
                        + " is signed with " + one.getSigAlgName()
                        + ", and clients such as those with Java since 25 do not"
                        + " take that: their handshake fails. Have it issued with a signature of SHA-256."));
        faults.all().forEach(fault -> warnings.add(fault.told(certificate)));
        ofItsEnd(certificate, unread).ifPresent(warnings::add);
        return warnings;
    }

    /** Whether what was said of a chain may be different now, though it is the same. */
    static boolean dependOnOthers(List<String> warnings, List<UnreadCertificate> unread) {
        return !unread.isEmpty() || warnings.stream().anyMatch(warning -> warning.contains(LEFT_OUT));
    }

    private Optional<String> ofItsEnd(ServerCertificate certificate, List<UnreadCertificate> unread) {
        X509Certificate last = certificate.chain().get(certificate.chain().size() - 1);
        if (CertificateCheck.isSelfSigned(certificate.leaf())) {
            return Optional.of(
                    "The certificate " + certificate
                            + " is self-signed: clients that verify certificates will refuse it unless it was made known to them. Have it issued by an authority.");
        }
        X500Principal issuer = last.getIssuerX500Principal();
        if (CertificateCheck.isSelfSigned(last) || roots.contains(issuer)) {
            return Optional.empty();
        }
        String chain = "The chain of " + certificate + " ends with a certificate of " + issuer.getName();
        return Optional.of(unread.stream()
                .filter(one -> one.subject().equals(issuer))
                .findFirst()
                .map(one -> chain + LEFT_OUT + one.kind()
                        + ", which Java can neither read nor send: clients that do not know it cannot verify. Have the"
                        + " certificate issued by another authority.")
                .orElse(chain + NO_ROOT
                        + " If that is an intermediate authority, add its certificate to the"
                        + " chain: clients that do not know it cannot verify."));
    }
}
