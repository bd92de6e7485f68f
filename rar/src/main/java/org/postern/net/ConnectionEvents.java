package org.postern.net;

import java.time.Duration;
import org.postern.smtp.ForeignProtocol;
import org.postern.smtp.Reply;
import org.postern.smtp.Security;
import org.postern.smtp.Step;
import org.postern.smtp.Step.CloseReason;
import org.postern.smtp.TlsAnomaly;
import org.postern.tls.TlsOffer;

/** What an administrator may want to know of connections. Called on event loops: implementations must not block. */
public interface ConnectionEvents {
    /** A connection was there, and the operating system did not give it. It is tried again after a second. */
    void acceptFailed(ListenAddress listen, Throwable cause);

    /** The connection was refused because there are too many. */
    void refused(ConnectionFacts connection, ConnectionCounter.Limit limit);

    /** The connection is served from now on. */
    void served(ConnectionFacts connection);

    /** Octets have come from the peer; TLS is taken off. */
    void received(ConnectionFacts connection, int octets);

    /** The content of a message is there, and goes to a handler. */
    void completed(ConnectionFacts connection, long octets);

    /** The peer was answered, and that decided something. */
    void decided(ConnectionFacts connection, Step.Subject about, Reply reply);

    /** A proxy has sent no header, or a wrong one: the connection is closed. */
    void proxyHeaderMissing(ConnectionFacts connection, Throwable cause);

    /** TLS is implicit or required at this address, and there is no usable certificate: the connection is closed. */
    void tlsImpossible(ConnectionFacts connection, TlsOffer offer);

    /** A TLS handshake has succeeded. */
    void handshakeCompleted(ConnectionFacts connection, TlsFacts tls, Duration took);

    /** A TLS handshake was begun but not completed, or begun a second time; the connection is closed. */
    void handshakeFailed(ConnectionFacts connection, HandshakeFailure failure, Duration took, Throwable cause);

    /** STARTTLS was refused because the certificate has ended since it was announced. The conversation goes on. */
    void tlsWithdrawn(ConnectionFacts connection, TlsOffer offer);

    /** An engine could not be made though the certificate is usable. */
    void engineFailed(ConnectionFacts connection, TlsOffer offer, RuntimeException cause);

    /** Something may stand between the peer and this server. */
    void anomalySeen(ConnectionFacts connection, TlsAnomaly anomaly);

    /** The peer speaks something else than SMTP: the connection is closed. */
    void foreignProtocol(ConnectionFacts connection, ForeignProtocol spoken);

    /** The first sender of the connection was accepted. Told once, however many messages follow. */
    void mailBegun(ConnectionFacts connection, Security security);

    /**
     * The conversation ended other than by QUIT, and no other event has said so.
     *
     * @param spoken whether the peer has ever said anything; who only looks whether the port is open does not
     */
    void closed(ConnectionFacts connection, CloseReason reason, boolean spoken);

    /** A line of a conversation that is written down; to be shown as it is only after a look at its characters. */
    void said(ConnectionFacts connection, String line);

    /** The peer was answered with a failure, by this server or by a listener. */
    void refusedWith(ConnectionFacts connection, Reply reply);

    /** Mail was refused, for good or for now. Told from any thread. */
    void mailRefused(RefusedMail mail);

    /** There was no memory for a part of an envelope; the peer was asked to try again later. */
    void envelopeNotKept(ConnectionFacts connection, MemoryBudget envelopes);

    /** Content could not be spooled. */
    void contentNotStored(ConnectionFacts connection, Throwable cause);

    /** The adapter itself failed; the peer was given the id of the connection. */
    void failed(ConnectionFacts connection, Throwable cause);
}
