package org.postern.ra.management;

import java.time.Duration;
import java.util.function.Supplier;
import org.postern.net.ConnectionFacts;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.log.AnomalyReport;
import org.postern.ra.log.ConnectionMessages;
import org.postern.ra.log.LogDeduplicator;
import org.postern.ra.log.LogRateLimiter;

/**
 * Counts every sign of interference, and logs each kind from each peer at each address at once, then once in an
 * interval. Many peers together cannot fill the log either. Thread-safe, and quick enough for event loops.
 */
public final class Interference {
    static final int LINES_PER_MINUTE = 20;

    private static final String ANOMALIES = "signs of interference";

    private final TlsCounters counters;
    private final TlsAnomalies anomalies;
    private final LogDeduplicator<TlsAnomalies.Key> deduplicator;
    private final LogRateLimiter budget = new LogRateLimiter(LINES_PER_MINUTE);
    private final Time time;
    private final ConnectionMessages messages;

    public Interference(
            TlsCounters counters,
            TlsAnomalies anomalies,
            Supplier<Duration> interval,
            Time time,
            ConnectionMessages messages) {
        this.counters = counters;
        this.anomalies = anomalies;
        this.deduplicator = new LogDeduplicator<>(interval, TlsAnomalies.CAPACITY);
        this.time = time;
        this.messages = messages;
    }

    void anomalySeen(ConnectionFacts connection, AnomalyReport anomaly) {
        Moment now = time.moment();
        TlsAnomalies.Key key = TlsAnomalies.Key.of(connection, anomaly);
        counters.at(connection.local()).anomalySeen(anomaly);
        anomalies.add(key, time.now());
        deduplicator
                .next(key, now, () -> budget.take(ANOMALIES, ANOMALIES, now))
                .ifPresent(others -> messages.anomalySeen(connection, anomaly, others));
    }

    /** Says how much was left out of the log in the last minute. To be called now and then. */
    void settle() {
        budget.settle(time.moment()).values().forEach(messages::notTold);
    }
}
