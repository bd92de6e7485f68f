package org.postern.net;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.postern.tls.TlsOffer;

/**
 * What a completed handshake agreed on. Immutable.
 *
 * @param serverName that the client asked for, in whatever octets (a character each, and U+FFFD for those that are not ASCII)
 * @param clientCertificates the client's own first; empty if it was not asked, or sent none that can be verified
 * @param resumed whether the two knew each other, and keys and certificates were agreed on before
 */
public record TlsFacts(
        String version,
        String cipherSuite,
        Optional<String> serverName,
        List<X509Certificate> clientCertificates,
        boolean resumed) {

    /** Of a session of its own. */
    public TlsFacts(
            String version, String cipherSuite, Optional<String> serverName, List<X509Certificate> clientCertificates) {
        this(version, cipherSuite, serverName, clientCertificates, false);
    }

    /**
     * Asks the engine.
     *
     * @param began when the handshake did: JSSE does not say whether a session was resumed, but since when it exists
     */
    static TlsFacts of(SSLEngine engine, Optional<String> serverName, Instant began, TlsOffer offer) {
        SSLSession session = engine.getSession();
        return new TlsFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                serverName,
                List.copyOf(offer.clientCertificates(session)),
                BoringEngines.isResumed(engine).orElse(session.getCreationTime() < began.toEpochMilli()));
    }
}
