package org.postern.ra.shared;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.postern.net.Moment;
import org.postern.net.Time;

/** How far a question has come on its way to the store. Thread-safe. */
final class Progress {
    private final AtomicInteger stuck;
    private final Time time;
    private Moment heard;
    private State state = State.WAITING;

    private enum State {
        WAITING,
        ASKED,
        STUCK,
        OVER
    }

    /**
     * Waits for a thread.
     *
     * @param stuck counts those that have been given up, and whose threads have not come back
     */
    Progress(AtomicInteger stuck, Time time) {
        this.stuck = stuck;
        this.time = time;
        this.heard = time.moment();
    }

    /** Tells whether the store is to be asked. */
    synchronized boolean begin() {
        boolean waiting = state == State.WAITING;
        state = waiting ? State.ASKED : State.OVER;
        heard = time.moment();
        return waiting;
    }

    /** A call of the store has come back. */
    synchronized void hear() {
        heard = time.moment();
    }

    /**
     * How long the call may still take that is with the store: a thread may have come late because many ask, and a question is several
     * calls. Zero if there is none.
     */
    synchronized Duration left(Duration ofCall) {
        Duration left = ofCall.minus(time.moment().since(heard));
        return state == State.ASKED && !left.isNegative() ? left : Duration.ZERO;
    }

    /** Tells whether it waited still: then it is not asked any more. */
    synchronized boolean isGivenUp() {
        boolean waiting = state == State.WAITING;
        state = waiting ? State.OVER : state;
        return waiting;
    }

    /** Tells whether the store has it. It is late. */
    synchronized boolean hangs() {
        if (state != State.ASKED) {
            return false;
        }
        state = State.STUCK;
        stuck.incrementAndGet();
        return true;
    }

    synchronized void end() {
        if (state == State.STUCK) {
            stuck.decrementAndGet();
        }
        state = State.OVER;
    }
}
