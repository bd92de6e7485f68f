package org.postern.ra.address;

import java.time.Duration;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * Whether a bean that the adapter does not know yet may be about to come: an application activates its beans one after the other, and each
 * may be held up by a key store or by the container's own threads. Until then it is unknown which one is missing. Thread-safe.
 */
public final class Arrivals {
    private final Time time;
    private final Duration settling;
    private int underWay;
    private Moment settled;

    /**
     * Begins when none has come yet.
     *
     * @param settling the beans of an application come within this time of each other
     */
    public Arrivals(Time time, Duration settling) {
        this.time = time;
        this.settling = settling;
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
        settled = time.moment().plus(settling);
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
