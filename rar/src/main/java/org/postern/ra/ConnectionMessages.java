package org.postern.ra;

import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionFacts;
import org.postern.net.HandshakeFailure;
import org.postern.net.SpoolFullException;
import org.postern.net.TlsFacts;
import org.postern.smtp.Sighting;
import org.postern.smtp.Step.CloseReason;
import org.postern.tls.TlsOffer;

/**
 * Every line about a single connection: 3xxx, and those of the adapter's own faults that a connection has met. The rules
 * are those of {@link Messages}. Ids that are not used any more (3004) are not given again.
 */
final class ConnectionMessages {
    private final Logger logger = Logger.getLogger("org.postern.ra");
    private final Logger transcript = Logger.getLogger("org.postern.transcript");

    void refused(ConnectionFacts connection, ConnectionCounter.Limit limit) {
        String why =
                switch (limit) {
                    case IN_ALL -> "more than " + Property.MAX_CONNECTIONS.beanName();
                    case OF_PEER -> "more than " + Property.MAX_CONNECTIONS_PER_PEER.beanName();
                    case OF_NETWORK -> "more than " + Property.MAX_CONNECTIONS_PER_NETWORK.beanName();
                    case RATE_OF_PEER -> "more than " + Property.MAX_CONNECTIONS_PER_PEER_PER_MINUTE.beanName();
                    case NETWORK ->
                        "in " + Property.DENY_NETWORKS.beanName() + ", or not in " + Property.ALLOW_NETWORKS.beanName();
                };
        info("POSTERN-3001 " + LogText.describe(connection) + " refused: " + why);
    }

    /**
     * Nobody can be served at an address.
     *
     * @param others connections that met the same since this was said last
     */
    void tlsImpossible(ConnectionFacts connection, TlsOffer offer, long others) {
        warn("POSTERN-3002 " + LogText.describe(connection)
                + " closed: nobody is served here without TLS, and TLS is not" + " possible. " + offer.reason()
                + since(others));
    }

    void proxyHeaderMissing(ConnectionFacts connection, Throwable cause) {
        warn("POSTERN-3010 " + LogText.describe(connection) + " closed: " + Property.PROXY_NETWORKS.beanName()
                + " says that connections from there begin with a PROXY header" + detail(cause)
                + ". Let the proxy send it (send-proxy or send-proxy-v2 in HAProxy), or take the address out");
    }

    void handshakeFailed(ConnectionFacts connection, HandshakeFailure failure, Throwable cause) {
        info("POSTERN-3003 " + LogText.describe(connection) + " closed: the TLS handshake failed: "
                + HandshakeText.meaning(failure) + detail(cause));
    }

    void closed(ConnectionFacts connection, CloseReason reason) {
        info("POSTERN-3005 " + LogText.describe(connection) + " closed: "
                + switch (reason) {
                    case TIMEOUT -> "the peer took too long";
                    case SHUTDOWN -> "the address is going away";
                    case TOO_MANY_ERRORS -> "too many refused commands (" + Property.MAX_ERRORS.beanName() + ")";
                    case TOO_MANY_COMMANDS ->
                        "too many commands without a message (" + Property.MAX_COMMANDS.beanName() + ")";
                    case TOO_MANY_UNKNOWN_RECIPIENTS ->
                        "too many recipients that do not exist (" + Property.MAX_UNKNOWN_RECIPIENTS.beanName() + ")";
                    case SPOKEN_TOO_EARLY ->
                        "the peer spoke before the greeting (" + Property.GREETING_DELAY_MILLIS.beanName() + ")";
                    case PROXY_NOT_TRUSTED ->
                        "a PROXY header from an address that is not in " + Property.PROXY_NETWORKS.beanName();
                    case LOST_IN_CHUNKS -> "a BDAT that does not say how many octets follow";
                    case PLAINTEXT_BEHIND_STARTTLS -> "plaintext behind STARTTLS, discarded (CVE-2011-0411)";
                    case CLIENT_HELLO_IN_PLAINTEXT -> "TLS where a command was expected";
                    default -> LogText.words(reason);
                });
    }

    void tlsWithdrawn(ConnectionFacts connection, TlsOffer offer) {
        warn("POSTERN-3006 " + LogText.describe(connection) + ": STARTTLS was answered 454, because the certificate has"
                + " ended since it was offered. Import a renewed one. It was: " + offer.reason());
    }

    void handshakeCompleted(ConnectionFacts connection, TlsFacts tls) {
        logger.log(
                Level.FINE,
                () -> "POSTERN-3007 " + LogText.describe(connection) + ": TLS handshake completed with " + tls.version()
                        + ", " + tls.cipherSuite() + ", for "
                        + tls.serverName().map(LogText::printable).orElse("no name"));
    }

    void notTold(long linesLeftOut) {
        info("POSTERN-3008 " + linesLeftOut
                + " more signs of interference with STARTTLS in the last minute: they were counted,"
                + " not logged. SightingsByPeer of the management beans has them");
    }

    void connectionsNotTold(long linesLeftOut) {
        warn("POSTERN-3009 " + linesLeftOut
                + " more connections refused, failed or ended in the last minute: too many to"
                + " log each. The counters of the management beans have them");
    }

    /**
     * Somebody interferes, or takes one port for another.
     *
     * @param others of the same at this address from this peer since this was said last
     */
    void sighted(ConnectionFacts connection, Sighting sighting, long others) {
        String line = LogText.describe(connection) + ": " + SightingText.meaning(sighting) + since(others);
        switch (sighting) {
            case TLS_AT_GREETING -> info("POSTERN-3011 " + line);
            case TLS_NEVER_OFFERED -> warn("POSTERN-3012 " + line);
            case TLS_NOT_ASKED_FOR -> warn("POSTERN-3013 " + line);
            case TLS_AFTER_REFUSAL -> warn("POSTERN-3014 " + line);
            case MASKED_COMMAND -> warn("POSTERN-3015 " + line);
            case PLAINTEXT_BEHIND_STARTTLS -> warn("POSTERN-3016 " + line);
            case STARTTLS_STRIPPED -> warn("POSTERN-3017 " + line);
        }
    }

    /** Without a number: nobody looks for one of these lines alone. */
    void said(ConnectionFacts connection, String line) {
        transcript.log(Level.INFO, () -> connection.id() + " " + connection.peerIp() + " " + LogText.printable(line));
    }

    void failed(ConnectionFacts connection, Throwable cause) {
        logger.log(
                Level.SEVERE,
                cause,
                () -> "POSTERN-9001 " + LogText.describe(connection) + " closed with 421: internal error");
    }

    void engineFailed(ConnectionFacts connection, TlsOffer offer, RuntimeException cause) {
        logger.log(
                Level.SEVERE,
                cause,
                () -> "POSTERN-9005 " + LogText.describe(connection) + ": no TLS engine although the certificate is"
                        + " usable. " + offer.reason());
    }

    void contentNotStored(ConnectionFacts connection, Throwable cause) {
        if (cause.getCause() instanceof UncheckedIOException failure
                && failure.getCause() instanceof SpoolFullException full) {
            warn("POSTERN-3018 " + LogText.describe(connection) + ": a message was refused with 452, because "
                    + full.getMessage() + ". More are allowed by " + Property.MAX_SPOOL_BYTES.beanName() + " and "
                    + Property.MAX_SPOOL_FILES.beanName());
            return;
        }
        logger.log(
                Level.SEVERE,
                cause,
                () -> "POSTERN-9006 " + LogText.describe(connection) + ": content could not be written to "
                        + Property.SPOOL_DIRECTORY.beanName() + ", the message was refused with 452");
    }

    private static String since(long others) {
        return others == 0 ? "" : " (and " + others + " more since this was said last)";
    }

    private void info(String text) {
        logger.log(Level.INFO, text);
    }

    private void warn(String text) {
        logger.log(Level.WARNING, text);
    }

    /** What the TLS library says, if it says anything: a peer that went away leaves nothing to say. */
    private static String detail(Throwable cause) {
        String text = cause.getMessage();
        return text == null ? "" : " (" + LogText.printable(text) + ")";
    }
}
