package org.postern.ra.management;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.postern.ip.LocalAddress;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionEvents;
import org.postern.net.ConnectionFacts;
import org.postern.net.HandshakeFailure;
import org.postern.net.ListenAddress;
import org.postern.net.MemoryBudget;
import org.postern.net.RefusedMail;
import org.postern.net.Time;
import org.postern.net.TlsFacts;
import org.postern.ra.flight.FlightEvents;
import org.postern.ra.flight.FlightRecorder;
import org.postern.ra.log.AnomalyReport;
import org.postern.ra.log.ConnectionMessages;
import org.postern.ra.log.LogDeduplicator;
import org.postern.ra.log.LogText;
import org.postern.ra.log.SpoolFailure;
import org.postern.smtp.ForeignProtocol;
import org.postern.smtp.Reply;
import org.postern.smtp.Security;
import org.postern.smtp.Step;
import org.postern.smtp.Step.CloseReason;
import org.postern.smtp.TlsAnomaly;
import org.postern.tls.TlsOffer;

/** Hears of connections on their event loops: has things counted, and then logged. */
public final class ConnectionObserver implements ConnectionEvents {
    private static final int ADDRESSES_REMEMBERED = 1_000;

    private final TlsCounters counters;
    private final History history;
    private final Interference interference;
    private final Predicate<LocalAddress> beginsInPlaintext;
    private final LogDeduplicator<LocalAddress> impossible;
    private final Time time;
    private final ConnectionMessages messages;
    private final TlsHabits habits = new TlsHabits();
    private final FlightEvents recorder = FlightRecorder.ofThisJvm();

    /**
     * Prepares to hear.
     *
     * @param interval in which the same is logged once, as it is now
     * @param beginsInPlaintext whether connections to an address begin in plaintext; false if that is unknown
     */
    public ConnectionObserver(
            TlsCounters counters,
            History history,
            Interference interference,
            Predicate<LocalAddress> beginsInPlaintext,
            Supplier<Duration> interval,
            Time time,
            ConnectionMessages messages) {
        this.counters = counters;
        this.history = history;
        this.interference = interference;
        this.beginsInPlaintext = beginsInPlaintext;
        this.impossible = new LogDeduplicator<>(interval, ADDRESSES_REMEMBERED);
        this.time = time;
        this.messages = messages;
    }

    @Override
    public void acceptFailed(ListenAddress listen, Throwable cause) {
        counters.at(listen.localAddress()).acceptFailed();
        messages.acceptFailed(listen, cause);
    }

    @Override
    public void refused(ConnectionFacts connection, ConnectionCounter.Limit limit) {
        counters.at(connection.local()).connectionRefused(limit);
        recorder.refused(connection, LogText.words(limit));
        messages.refused(connection, limit);
    }

    @Override
    public void served(ConnectionFacts connection) {
        counters.at(connection.local()).sessionBegun();
        recorder.accepted(connection);
    }

    @Override
    public void received(ConnectionFacts connection, int octets) {
        counters.at(connection.local()).received(octets);
    }

    @Override
    public void completed(ConnectionFacts connection, long octets) {
        counters.at(connection.local()).contentCompleted(octets);
    }

    @Override
    public void decided(ConnectionFacts connection, Step.Subject about, Reply reply) {
        counters.at(connection.local()).decided(about, reply);
    }

    @Override
    public void proxyHeaderMissing(ConnectionFacts connection, Throwable cause) {
        messages.proxyHeaderMissing(connection, cause);
    }

    @Override
    public void tlsImpossible(ConnectionFacts connection, TlsOffer offer) {
        counters.at(connection.local()).tlsImpossible();
        impossible
                .next(connection.local(), time.moment(), () -> true)
                .ifPresent(others -> messages.tlsImpossible(connection, offer, others));
    }

    @Override
    public void handshakeCompleted(ConnectionFacts connection, TlsFacts tls, Duration took) {
        counters.at(connection.local()).handshakeCompleted(tls);
        recorder.handshakeCompleted(connection, tls.version(), tls.cipherSuite(), took);
        messages.handshakeCompleted(connection, tls);
    }

    @Override
    public void handshakeFailed(ConnectionFacts connection, HandshakeFailure failure, Duration took, Throwable cause) {
        counters.at(connection.local()).handshakeFailed(failure);
        recorder.handshakeFailed(connection, LogText.words(failure), took);
        messages.handshakeFailed(connection, failure, cause);
    }

    @Override
    public void tlsWithdrawn(ConnectionFacts connection, TlsOffer offer) {
        counters.at(connection.local()).tlsWithdrawn();
        messages.tlsWithdrawn(connection, offer);
    }

    @Override
    public void engineFailed(ConnectionFacts connection, TlsOffer offer, RuntimeException cause) {
        messages.engineFailed(connection, offer, cause);
    }

    @Override
    public void anomalySeen(ConnectionFacts connection, TlsAnomaly anomaly) {
        interference.anomalySeen(connection, AnomalyReport.of(anomaly));
    }

    @Override
    public void foreignProtocol(ConnectionFacts connection, ForeignProtocol spoken) {
        counters.at(connection.local()).connectionClosed(CloseReason.FOREIGN_PROTOCOL);
        counters.at(connection.local()).foreignProtocol(spoken);
        messages.foreignProtocol(connection, spoken);
    }

    @Override
    public void mailBegun(ConnectionFacts connection, Security security) {
        boolean mayChoose = security == Security.TLS_ACTIVE || security == Security.TLS_OFFERED;
        if (mayChoose
                && beginsInPlaintext.test(connection.local())
                && habits.mail(connection, security == Security.TLS_ACTIVE)) {
            interference.anomalySeen(connection, AnomalyReport.startTlsStripped());
        }
    }

    @Override
    public void closed(ConnectionFacts connection, CloseReason reason, boolean spoken) {
        counters.at(connection.local()).connectionClosed(reason);
        if (spoken) {
            messages.closed(connection, reason);
        }
    }

    @Override
    public void said(ConnectionFacts connection, String line) {
        messages.said(connection, line);
    }

    @Override
    public void refusedWith(ConnectionFacts connection, Reply reply) {
        counters.at(connection.local()).refusedWith(reply);
    }

    @Override
    public void mailRefused(RefusedMail mail) {
        history.refused(mail);
        // Why mail comes back is what its senders ask an administrator; what they try again they do not ask.
        if (mail.reply().isPermanentFailure()) {
            messages.mailRefused(mail.session().connection(), mail.sender(), mail.recipient(), mail.reply());
        }
    }

    @Override
    public void envelopeNotKept(ConnectionFacts connection, MemoryBudget envelopes) {
        messages.envelopeNotKept(connection, envelopes);
    }

    @Override
    public void contentNotStored(ConnectionFacts connection, Throwable cause) {
        counters.at(connection.local()).contentNotStored(SpoolFailure.of(cause));
        messages.contentNotStored(connection, cause);
    }

    @Override
    public void failed(ConnectionFacts connection, Throwable cause) {
        history.failed(connection);
        messages.failed(connection, cause);
    }

    /** Says how much was left out of the log in the last minute. To be called now and then. */
    public void settle() {
        interference.settle();
    }
}
