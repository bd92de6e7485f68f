package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;

/** What some clients may object to, though others complete the handshake. */
final class ChainWarnings {
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

    List<String> of(ServerCertificate certificate) {
        ChainFaults faults = new ChainFaults(certificate.chain(), certificate.staples());
        String refused = " that verify the chain of " + certificate + " will refuse it: ";
        List<String> warnings = new ArrayList<>(new ChainSize(certificate.chain()).warnings(certificate));
        faults.all().forEach(fault -> warnings.add("Clients" + refused + fault + "."));
        faults.withoutStaple()
                .ifPresent(fault -> warnings.add("Clients with GnuTLS (such as Exim)" + refused + fault + "."));
        warnings.addAll(ofItsEnd(certificate));
        return warnings;
    }

    private List<String> ofItsEnd(ServerCertificate certificate) {
        X509Certificate last = certificate.chain().get(certificate.chain().size() - 1);
        if (CertificateCheck.isSelfSigned(certificate.leaf())) {
            return List.of(
                    "The certificate " + certificate
                            + " is self-signed: clients that verify certificates will refuse it unless it was made known to them. Have it issued by an authority.");
        }
        if (CertificateCheck.isSelfSigned(last) || roots.contains(last.getIssuerX500Principal())) {
            return List.of();
        }
        return List.of("The chain of " + certificate + " ends with a certificate of "
                + last.getIssuerX500Principal().getName()
                + ", which is no root that this JVM knows. If that is an intermediate authority, add its certificate to the"
                + " chain: clients that do not know it cannot verify.");
    }
}
