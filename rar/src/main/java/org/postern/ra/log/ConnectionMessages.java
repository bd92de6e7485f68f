package org.postern.ra.log;

import java.nio.file.Path;
import java.util.Optional;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionFacts;
import org.postern.net.HandshakeFailure;
import org.postern.net.ListenAddress;
import org.postern.net.MemoryBudget;
import org.postern.net.MemoryBudgets;
import org.postern.net.TlsFacts;
import org.postern.ra.config.Property;
import org.postern.smtp.ForeignProtocol;
import org.postern.smtp.Reply;
import org.postern.smtp.Step.CloseReason;
import org.postern.tls.Causes;
import org.postern.tls.TlsOffer;

/**
 * Every line about a single connection: 3xxx, and those of the adapter's own faults that a connection has met. The rules
 * are those of {@link Messages}.
 */
public final class ConnectionMessages {
    private final Log log;
    private final Path spoolDirectory;

    public ConnectionMessages(Log log, Path spoolDirectory) {
        this.log = log;
        this.spoolDirectory = spoolDirectory;
    }

    public void acceptFailed(ListenAddress listen, Throwable cause) {
        log.now(
                LogId.ACCEPT_FAILED,
                listen,
                "connections to " + listen + " cannot be accepted (" + LogText.cause(cause)
                        + "). It is tried again after a second. If there are too many open files, let the server's process"
                        + " have more (ulimit -n, or LimitNOFILE of its service), or lower "
                        + Property.MAX_CONNECTIONS.beanName() + " and " + Property.MAX_SPOOL_FILES.beanName());
    }

    /** Why a sender's mail came back. */
    public void mailRefused(ConnectionFacts connection, String sender, Optional<String> recipient, Reply reply) {
        say(
                LogId.MAIL_REFUSED,
                connection,
                ": mail from <" + LogText.printable(sender) + ">"
                        + recipient
                                .map(one -> " for <" + LogText.printable(one) + ">")
                                .orElse("")
                        + " refused with " + LogText.printable(reply.toString().strip()));
    }

    public void refused(ConnectionFacts connection, ConnectionCounter.Limit limit) {
        String why =
                switch (limit) {
                    case IN_ALL -> "more than " + Property.MAX_CONNECTIONS.beanName();
                    case OF_PEER -> "more than " + Property.MAX_CONNECTIONS_PER_PEER.beanName();
                    case OF_NETWORK -> "more than " + Property.MAX_CONNECTIONS_PER_NETWORK.beanName();
                    case RATE_OF_PEER -> "more than " + Property.MAX_CONNECTIONS_PER_PEER_PER_MINUTE.beanName();
                    case NETWORK ->
                        "in " + Property.NETWORKS_DENIED.beanName() + ", or not in "
                                + Property.NETWORKS_ALLOWED.beanName();
                };
        say(LogId.REFUSED, connection, " refused: " + why);
    }

    /**
     * No client can be served at an address.
     *
     * @param others connections that met the same since this was said last
     */
    public void tlsImpossible(ConnectionFacts connection, TlsOffer offer, long others) {
        say(
                LogId.TLS_IMPOSSIBLE,
                connection,
                " closed: clients are not served here without TLS, and TLS is not" + " possible. " + offer.reason()
                        + Log.since(others));
    }

    public void proxyHeaderMissing(ConnectionFacts connection, Throwable cause) {
        say(
                LogId.PROXY_HEADER_MISSING,
                connection,
                " closed: " + Property.NETWORKS_OF_PROXIES.beanName()
                        + " says that connections from there begin with a PROXY header" + detail(cause)
                        + ". Let the proxy send it (send-proxy or send-proxy-v2 in HAProxy), or take the address out");
    }

    public void handshakeFailed(ConnectionFacts connection, HandshakeFailure failure, Throwable cause) {
        say(
                LogId.HANDSHAKE_FAILED,
                connection,
                " closed: the TLS handshake failed: " + HandshakeText.meaning(failure) + detail(cause));
    }

    public void closed(ConnectionFacts connection, CloseReason reason) {
        say(
                LogId.CONNECTION_CLOSED,
                connection,
                " closed: "
                        + switch (reason) {
                            case TIMEOUT -> "the peer took too long";
                            case SHUTDOWN -> "the address is going away";
                            case MEMORY_SHORT ->
                                "all connections together may keep " + MemoryBudgets.OF_BUFFERS
                                        + " octets in their buffers, and this one wants more than is left. If they are no strangers' let fewer come ("
                                        + Property.MAX_CONNECTIONS_PER_PEER.beanName() + ", "
                                        + Property.MAX_UNREAD_REPLY_BYTES.beanName() + ")";
                            case TOO_MANY_ERRORS ->
                                "too many refused commands (" + Property.MAX_ERRORS.beanName() + ")";
                            case TOO_MANY_COMMANDS ->
                                "too many commands without a message (" + Property.MAX_COMMANDS.beanName() + ")";
                            case TOO_MANY_UNKNOWN_RECIPIENTS ->
                                "too many recipients that do not exist (" + Property.MAX_UNKNOWN_RECIPIENTS.beanName()
                                        + ")";
                            case SPOKEN_TOO_EARLY ->
                                "the peer spoke before the greeting (" + Property.GREETING_DELAY_MILLIS.beanName()
                                        + ")";
                            case PROXY_NOT_TRUSTED ->
                                "a PROXY header from an address that is not in "
                                        + Property.NETWORKS_OF_PROXIES.beanName();
                            case LOST_IN_CHUNKS -> "a BDAT that does not say how many octets follow";
                            case PLAINTEXT_BEHIND_STARTTLS -> "plaintext behind STARTTLS, discarded (CVE-2011-0411)";
                            case CLIENT_HELLO_IN_PLAINTEXT -> "TLS where a command was expected";
                            default -> LogText.words(reason);
                        });
    }

    public void foreignProtocol(ConnectionFacts connection, ForeignProtocol spoken) {
        say(
                LogId.FOREIGN_PROTOCOL,
                connection,
                " closed: the client speaks " + spoken.title()
                        + ", not SMTP. If it is one you know, it has the wrong port;"
                        + " if not, it looks for open doors, and " + Property.NETWORKS_DENIED.beanName()
                        + " keeps it out");
    }

    public void tlsWithdrawn(ConnectionFacts connection, TlsOffer offer) {
        say(
                LogId.TLS_WITHDRAWN,
                connection,
                ": STARTTLS was answered 454, because the certificate has"
                        + " ended since it was offered. Import a renewed one. It was: " + offer.reason());
    }

    public void handshakeCompleted(ConnectionFacts connection, TlsFacts tls) {
        log.limited(
                LogId.HANDSHAKE_COMPLETED,
                connection.peerIp(),
                LogText.describe(connection) + ": TLS handshake completed with " + tls.version()
                        + ", " + tls.cipherSuite() + ", for "
                        + tls.serverName().map(LogText::printable).orElse("no name"));
    }

    public void notTold(long linesLeftOut) {
        log.limited(
                LogId.ANOMALIES_LEFT_OUT,
                "interference",
                linesLeftOut
                        + " more signs of interference with STARTTLS in the last minute: they were counted, not logged."
                        + " TlsAnomaliesByPeer of the management beans has them");
    }

    /**
     * Something on the way interferes, or a client takes one port for another.
     *
     * @param others of the same at this address from this peer since this was said last
     */
    public void anomalySeen(ConnectionFacts connection, AnomalyReport anomaly, long others) {
        say(anomaly.id(), connection, ": " + anomaly.meaning() + Log.since(others));
    }

    /** A line of a conversation that an administrator wanted to be written down. */
    public void said(ConnectionFacts connection, String line) {
        log.transcript(connection, line);
    }

    public void failed(ConnectionFacts connection, Throwable cause) {
        log.limited(
                LogId.CONNECTION_FAILED,
                connection.peerIp(),
                LogText.describe(connection) + " closed with 421: internal error",
                cause);
    }

    public void engineFailed(ConnectionFacts connection, TlsOffer offer, RuntimeException cause) {
        log.limited(
                LogId.ENGINE_FAILED,
                connection.peerIp(),
                LogText.describe(connection) + ": no TLS engine although the certificate is usable. " + offer.reason(),
                cause);
    }

    public void envelopeNotKept(ConnectionFacts connection, MemoryBudget envelopes) {
        log.now(
                LogId.ENVELOPE_NOT_KEPT,
                connection.local(),
                LogText.describe(connection)
                        + ": senders and recipients are refused with 452, because"
                        + " all envelopes together have " + envelopes.used() + " octets of the " + envelopes.limit()
                        + " that " + Property.MAX_ENVELOPE_BYTES.beanName()
                        + " allows, and a large one gets no more. Raise it, or lower "
                        + Property.MAX_RECIPIENTS.beanName() + " or " + Property.MAX_CONNECTIONS_PER_PEER.beanName());
    }

    /**
     * Content has nowhere to go: for the reason alone a line is enough, until the administrator makes room.
     *
     * @param cause as the thread that writes content has wrapped it
     */
    public void contentNotStored(ConnectionFacts connection, Throwable cause) {
        Throwable root = Causes.root(cause);
        switch (SpoolFailure.of(cause)) {
            case LIMIT ->
                refusedForNow(
                        LogId.SPOOL_LIMIT,
                        connection,
                        root.getMessage() + ". More are allowed by " + Property.MAX_MEMORY_BYTES.beanName() + ", "
                                + Property.MAX_SPOOL_BYTES.beanName() + " and "
                                + Property.MAX_SPOOL_FILES.beanName());
            case FILE_SYSTEM ->
                refusedForNow(
                        LogId.SPOOL_FILE_SYSTEM,
                        connection,
                        "content cannot be written to " + spoolDirectory + " (" + LogText.cause(root)
                                + "). Make room there, or let " + Property.SPOOL_DIRECTORY.beanName()
                                + " name another directory");
            case NO_THREAD ->
                refusedForNow(
                        LogId.SPOOL_NO_THREAD,
                        connection,
                        "the container gives no thread that could write content to " + spoolDirectory + " ("
                                + LogText.cause(root) + "). Give the adapter a larger thread pool");
            case FAULT ->
                log.limited(
                        LogId.CONTENT_NOT_WRITTEN,
                        connection.peerIp(),
                        LogText.describe(connection) + ": content could not be written to " + spoolDirectory
                                + ", the message was refused with 452",
                        cause);
        }
    }

    private void refusedForNow(LogId id, ConnectionFacts connection, String why) {
        log.now(
                id,
                connection.local(),
                LogText.describe(connection) + ": messages are refused with 452, because " + why);
    }

    private void say(LogId id, ConnectionFacts connection, String what) {
        log.limited(id, connection.peerIp(), LogText.describe(connection) + what);
    }

    /** What the TLS library says, if it says anything: a peer that went away leaves nothing to say. */
    private static String detail(Throwable cause) {
        String text = cause.getMessage();
        return text == null ? "" : " (" + LogText.printable(text) + ")";
    }
}
