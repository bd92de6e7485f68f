package org.postern.ra;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionEvents;
import org.postern.net.ConnectionFacts;
import org.postern.net.ListenAddress;
import org.postern.net.ReceivedMessage;
import org.postern.smtp.Step.CloseReason;
import org.postern.tls.TlsOffer;
import org.postern.tls.Verdict;

/**
 * Every line that the adapter logs. Each begins with an id that never changes its meaning, so that it can be searched
 * and alarmed on: 1xxx life cycle, 2xxx deliveries, 3xxx connections, 9xxx the adapter's own faults. Nothing a peer
 * controls is logged unchecked, and nothing confidential at all.
 */
final class Messages implements ConnectionEvents {
    private final Logger logger = Logger.getLogger("org.postern.ra");

    void started() {
        info("POSTERN-1001 SMTP resource adapter started");
    }

    void stopped(boolean inTime) {
        if (inTime) {
            info("POSTERN-1002 SMTP resource adapter stopped");
        } else {
            warn("POSTERN-1003 SMTP resource adapter stopped, but its event loops had not ended in time");
        }
    }

    void opened(ListenAddress listen, String activation) {
        info("POSTERN-1011 " + listen + " opened for " + activation);
    }

    void joined(ListenAddress listen, String activation, String first) {
        warn("POSTERN-1012 " + listen + " is shared: " + activation + " stands by, all mail goes to " + first
                + " until that is undeployed");
    }

    void closed(ListenAddress listen) {
        info("POSTERN-1013 " + listen + " closed");
    }

    void tlsOffered(ListenAddress.Scheme scheme, TlsOffer offer) {
        log(offer.usable() ? Level.INFO : Level.WARNING, "POSTERN-1021 " + tlsOn(scheme, offer));
    }

    void tlsChanged(ListenAddress.Scheme scheme, Verdict before, TlsOffer offer) {
        log(
                offer.usable() ? Level.INFO : Level.WARNING,
                "POSTERN-1022 " + tlsOn(scheme, offer) + " (was " + before + ")");
    }

    void stuck(String activation, Duration waited, List<String> deliveries) {
        warn("POSTERN-1031 " + activation + " is going away, but after " + waited.toSeconds()
                + " s these messages are still with it, and their senders get no answer before they are done: "
                + String.join(", ", deliveries));
    }

    void committed(ReceivedMessage message, String activation) {
        info("POSTERN-2001 message " + describe(message) + " committed by " + activation);
    }

    void rejected(ReceivedMessage message, String activation, int code, String text) {
        info("POSTERN-2002 message " + describe(message) + " rejected by " + activation + " with " + code + ": "
                + printable(text));
    }

    void rejectedButCommitted(ReceivedMessage message, String activation) {
        warn("POSTERN-2003 message " + message.id() + " was rejected by " + activation
                + ", but its transaction committed all the same. A bean that manages its transactions must roll back"
                + " before it rejects");
    }

    void rolledBack(ReceivedMessage message, String activation) {
        warn("POSTERN-2004 message " + describe(message) + " not taken: " + activation
                + " returned, but its transaction did not commit. The sender will try again");
    }

    void listenerFailed(ReceivedMessage message, String activation, Throwable cause) {
        logger.log(
                Level.WARNING,
                cause,
                () -> "POSTERN-2005 message " + describe(message) + " not taken: " + activation
                        + " failed. The sender will try again");
    }

    void failedButCommitted(ReceivedMessage message, String activation, Throwable cause) {
        logger.log(
                Level.WARNING,
                cause,
                () -> "POSTERN-2006 message " + describe(message) + ": " + activation
                        + " failed, but its transaction committed: the message is taken");
    }

    void noEndpoint(ReceivedMessage message, String activation, Throwable cause) {
        warn("POSTERN-2007 message " + describe(message) + " not taken: the container gives no endpoint of "
                + activation
                + " (" + cause.getMessage() + "). If this happens under load, the bean pool is smaller than "
                + Property.MAX_CONCURRENT_DELIVERIES.beanName() + ". The sender will try again");
    }

    void overloaded(ReceivedMessage message, String reason) {
        warn("POSTERN-2008 message " + describe(message) + " not taken: " + reason + ". The sender will try again");
    }

    void endpointNotReleased(ReceivedMessage message, String activation, Throwable cause) {
        logger.log(
                Level.WARNING,
                cause,
                () -> "POSTERN-2009 the endpoint of " + activation + " was not released after message " + message.id());
    }

    void contentNotFreed(ReceivedMessage message, Throwable cause) {
        logger.log(
                Level.WARNING, cause, () -> "POSTERN-9002 the content of message " + message.id() + " was not freed");
    }

    void checkFailed(Throwable cause) {
        logger.log(Level.WARNING, cause, () -> "POSTERN-9003 the key stores could not be checked for changes");
    }

    void notManaged(ListenAddress listen, Throwable cause) {
        logger.log(Level.WARNING, cause, () -> "POSTERN-9004 no management bean for " + listen);
    }

    @Override
    public void refused(ConnectionFacts connection, ConnectionCounter.Limit limit) {
        Property property =
                switch (limit) {
                    case IN_ALL -> Property.MAX_CONNECTIONS;
                    case OF_PEER -> Property.MAX_CONNECTIONS_PER_PEER;
                };
        info("POSTERN-3001 " + describe(connection) + " refused: more than " + property.beanName());
    }

    @Override
    public void implicitTlsImpossible(ConnectionFacts connection, TlsOffer offer) {
        warn("POSTERN-3002 " + describe(connection) + " closed: implicit TLS is not possible. " + offer.reason());
    }

    @Override
    public void handshakeFailed(ConnectionFacts connection, Throwable cause) {
        info("POSTERN-3003 " + describe(connection) + " closed: TLS handshake failed: "
                + printable(String.valueOf(cause.getMessage())));
    }

    @Override
    public void engineFailed(ConnectionFacts connection, TlsOffer offer, RuntimeException cause) {
        logger.log(
                Level.SEVERE,
                cause,
                () -> "POSTERN-9005 " + describe(connection) + ": no TLS engine although the certificate is usable. "
                        + offer.reason());
    }

    @Override
    public void clientHelloInPlaintext(ConnectionFacts connection, boolean offered, boolean askedFor) {
        String why = offered || askedFor
                ? "the client expects implicit TLS on this port, or something in between interferes with STARTTLS"
                : "STARTTLS was neither offered nor asked for: the client expects implicit TLS on this port, or something"
                        + " in between (a firewall, a proxy) answered STARTTLS itself";
        info("POSTERN-3004 " + describe(connection) + " closed: TLS where a command was expected; " + why);
    }

    @Override
    public void closed(ConnectionFacts connection, CloseReason reason) {
        info("POSTERN-3005 " + describe(connection) + " closed: "
                + switch (reason) {
                    case TIMEOUT -> "the peer took too long";
                    case SHUTDOWN -> "the address is going away";
                    case TOO_MANY_ERRORS -> "too many refused commands";
                    case PLAINTEXT_BEHIND_STARTTLS -> "plaintext behind STARTTLS, discarded (CVE-2011-0411)";
                    case CLIENT_HELLO_IN_PLAINTEXT -> "TLS where a command was expected";
                    case QUIT -> "QUIT";
                });
    }

    @Override
    public void contentNotStored(ConnectionFacts connection, Throwable cause) {
        logger.log(
                Level.SEVERE,
                cause,
                () -> "POSTERN-9006 " + describe(connection) + ": content could not be written to "
                        + Property.SPOOL_DIRECTORY.beanName() + ", the message was refused with 452");
    }

    @Override
    public void failed(ConnectionFacts connection, Throwable cause) {
        logger.log(
                Level.SEVERE, cause, () -> "POSTERN-9001 " + describe(connection) + " closed with 421: internal error");
    }

    private static String tlsOn(ListenAddress.Scheme scheme, TlsOffer offer) {
        String what = scheme == ListenAddress.Scheme.SMTPS ? "implicit TLS" : "STARTTLS";
        return what + " on " + scheme + "://" + offer.address() + ": " + (offer.usable() ? "yes. " : "NO. ")
                + offer.verdict() + ": " + offer.reason();
    }

    private static String describe(ConnectionFacts connection) {
        return "connection " + connection.id() + " from " + connection.peerIp() + " to " + connection.local();
    }

    private static String describe(ReceivedMessage message) {
        return message.id() + " from <" + message.envelope().reversePath().orElse("") + "> for "
                + message.envelope().recipients().size() + " recipient(s), "
                + message.content().size() + " octets, with " + message.protocol() + " from "
                + message.connection().peerIp();
    }

    /** Keeps line breaks and control characters of foreign texts out of the log. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private void info(String text) {
        log(Level.INFO, text);
    }

    private void warn(String text) {
        log(Level.WARNING, text);
    }

    private void log(Level level, String text) {
        logger.log(level, text);
    }
}
