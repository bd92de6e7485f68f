package org.postern.tls;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses among the certificates of a binding for one client: of those that it can verify, the first that is for the
 * host it asks for, else the first. A client that can verify none gets the first too, and says itself why it fails.
 */
final class CertificateChoice {
    private final ClientFit fit;

    CertificateChoice(TlsPolicy policy) {
        this.fit = new ClientFit(policy);
    }

    /**
     * Looks at no more of a certificate than it has to: there may be a thousand, and each handshake asks.
     *
     * @param certificates at least one, in the order of the binding
     */
    ServerCertificate choose(List<ServerCertificate> certificates, ClientHello client) {
        Predicate<ServerCertificate> verifiable =
                one -> fit.obstacle(client, one).isEmpty();
        return client.serverName()
                .flatMap(host -> first(certificates, verifiable, one -> one.covers(host)))
                .or(() -> first(certificates, verifiable, one -> true))
                .orElse(certificates.get(0));
    }

    private static Optional<ServerCertificate> first(
            List<ServerCertificate> certificates,
            Predicate<ServerCertificate> verifiable,
            Predicate<ServerCertificate> wanted) {
        return certificates.stream().filter(wanted).filter(verifiable).findFirst();
    }
}
