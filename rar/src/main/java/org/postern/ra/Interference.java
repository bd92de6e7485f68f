package org.postern.ra;

import java.time.Duration;
import java.util.function.Supplier;
import org.postern.net.ConnectionFacts;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.smtp.Sighting;

/**
 * Counts every sign of interference, and logs each kind from each peer at each address at once, then once in an
 * interval. Many peers together cannot fill the log either. Thread-safe, and quick enough for event loops.
 */
final class Interference {
    static final int LINES_PER_MINUTE = 20;

    private final TlsCounters counters;
    private final Sightings sightings;
    private final Repetitions<Sightings.Key> repetitions;
    private final LineBudget budget = new LineBudget(LINES_PER_MINUTE);
    private final Time time;
    private final ConnectionMessages messages;

    Interference(
            TlsCounters counters,
            Sightings sightings,
            Supplier<Duration> interval,
            Time time,
            ConnectionMessages messages) {
        this.counters = counters;
        this.sightings = sightings;
        this.repetitions = new Repetitions<>(interval, Sightings.CAPACITY);
        this.time = time;
        this.messages = messages;
    }

    void sighted(ConnectionFacts connection, Sighting sighting) {
        Moment now = time.moment();
        Sightings.Key key = Sightings.Key.of(connection, sighting);
        counters.at(connection.local()).sighted(sighting);
        sightings.add(key, time.now());
        repetitions
                .next(key, now, () -> budget.take(now))
                .ifPresent(others -> messages.sighted(connection, sighting, others));
    }

    /** Says how much was left out of the log in the last minute. To be called now and then. */
    void settle() {
        long leftOut = budget.settle(time.moment());
        if (leftOut > 0) {
            messages.notTold(leftOut);
        }
    }
}
