package org.postern.net;

import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;

/**
 * What a completed handshake agreed on. Immutable.
 *
 * @param serverName that the client asked for
 */
public record TlsFacts(String version, String cipherSuite, Optional<String> serverName) {

    static TlsFacts of(SSLSession session) {
        return new TlsFacts(session.getProtocol(), session.getCipherSuite(), requestedName(session));
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
