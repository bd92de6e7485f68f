package org.postern.net;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import org.postern.tls.TlsOffer;

/**
 * What a completed handshake agreed on. Immutable.
 *
 * @param serverName that the client asked for
 * @param clientCertificates the client's own first; empty if it was not asked, or sent none that can be verified
 */
public record TlsFacts(
        String version, String cipherSuite, Optional<String> serverName, List<X509Certificate> clientCertificates) {

    static TlsFacts of(SSLSession session, TlsOffer offer) {
        return new TlsFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                requestedName(session),
                List.copyOf(offer.clientCertificates(session)));
    }

    private static Optional<String> requestedName(SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return Optional.empty();
        }
        return extended.getRequestedServerNames().stream().findFirst().map(TlsFacts::text);
    }

    private static String text(SNIServerName name) {
        return name instanceof SNIHostName host ? host.getAsciiName() : name.toString();
    }
}
