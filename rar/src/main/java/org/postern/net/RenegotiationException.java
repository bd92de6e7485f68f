package org.postern.net;

import javax.net.ssl.SSLException;

/** The client has begun a second handshake inside of TLS. */
final class RenegotiationException extends SSLException {
    private static final long serialVersionUID = 1L;

    RenegotiationException() {
        super("The client wants to renegotiate TLS, which is not allowed here");
    }
}
