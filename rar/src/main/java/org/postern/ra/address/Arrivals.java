package org.postern.ra.address;

import java.time.Duration;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * Whether a bean that the adapter does not know yet may be about to come: an application activates its beans one after the other, and each
 * may be held up by a key store or by the container's own threads. Until then it is unknown which one is missing. Thread-safe.
 */
public final class Arrivals {
    /** The beans of an application come within this time of each other. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final Time time;
    private int underWay;
    private Moment settled;

    public Arrivals(Time time) {
        this.time = time;
        this.settled = time.moment();
    }

    /** An activation begins. */
    public synchronized void begin() {
        underWay++;
    }

    /** It has ended, however it did. */
    public synchronized void end() {
        underWay--;
        change();
    }

    /** A bean has come or gone. */
    synchronized void change() {
        settled = time.moment().plus(SETTLING);
    }

    /** Whether a bean is being activated at this moment. */
    synchronized boolean areUnderWay() {
        return underWay > 0;
    }

    /** How long to wait for the beans that are missing. */
    synchronized Duration untilSettled() {
        Duration left = settled.since(time.moment());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
