package org.postern.net;

import org.postern.smtp.Step.CloseReason;
import org.postern.tls.TlsOffer;

/** What an administrator may want to know of connections. Called on event loops: implementations must not block. */
public interface ConnectionEvents {
    /** The connection was refused because there are too many. */
    void refused(ConnectionFacts connection, ConnectionCounter.Limit limit);

    /** The connection was to begin with TLS, and there is no usable certificate. */
    void implicitTlsImpossible(ConnectionFacts connection, TlsOffer offer);

    /** A TLS handshake was begun but not completed. */
    void handshakeFailed(ConnectionFacts connection, Throwable cause);

    /** An engine could not be made though the certificate is usable. */
    void engineFailed(ConnectionFacts connection, TlsOffer offer, RuntimeException cause);

    /**
     * The peer began to speak TLS where a command was expected.
     *
     * @param offered whether STARTTLS was announced
     * @param askedFor whether the peer had sent STARTTLS
     */
    void clientHelloInPlaintext(ConnectionFacts connection, boolean offered, boolean askedFor);

    /** The conversation ended other than by QUIT. */
    void closed(ConnectionFacts connection, CloseReason reason);

    /** Content could not be spooled. */
    void contentNotStored(ConnectionFacts connection, Throwable cause);

    /** The adapter itself failed; the peer was given the id of the connection. */
    void failed(ConnectionFacts connection, Throwable cause);
}
