package org.postern.tls;

import java.util.List;
import java.util.stream.Stream;

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
     * @param certificates at least one, in the order of the binding
     */
    ServerCertificate choose(List<ServerCertificate> certificates, ClientHello client) {
        List<ServerCertificate> verifiable = certificates.stream()
                .filter(one -> fit.obstacle(client, one).isEmpty())
                .toList();
        return Stream.concat(
                        verifiable.stream()
                                .filter(one ->
                                        client.serverName().filter(one::covers).isPresent()),
                        Stream.concat(verifiable.stream(), certificates.stream()))
                .findFirst()
                .orElseThrow();
    }
}
