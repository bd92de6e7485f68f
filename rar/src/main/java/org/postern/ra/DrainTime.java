package org.postern.ra;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * The time that deliveries under way have while activations end. It is one for all that end together: containers end one bean
 * after the other, and then stop the adapter, but wait only so long for all of that (Payara: 30 s). Thread-safe.
 */
final class DrainTime {
    /** Ends that follow each other within this time belong together. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final Time time;
    private final Supplier<Duration> drainTimeout;
    private int underWay;
    private @Nullable Moment last;
    private Moment until;

    DrainTime(Time time, Supplier<Duration> drainTimeout) {
        this.time = time;
        this.drainTimeout = drainTimeout;
        this.until = time.moment();
    }

    /** Something begins to end. Tells until when deliveries are waited for. */
    synchronized Moment begin() {
        Moment now = time.moment();
        boolean follows = underWay > 0 || (last != null && now.since(last).compareTo(AT_ONCE) < 0);
        if (!follows) {
            until = now.plus(drainTimeout.get());
        }
        underWay++;
        return until;
    }

    /** Until when deliveries are waited for by what ends, or has ended last. */
    synchronized Moment until() {
        return until;
    }

    /** It has ended. */
    synchronized void end() {
        underWay--;
        last = time.moment();
    }

    /** An activation has begun: what ends after that is another story. */
    synchronized void renew() {
        last = null;
    }
}
