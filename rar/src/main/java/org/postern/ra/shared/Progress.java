package org.postern.ra.shared;

import java.util.concurrent.atomic.AtomicInteger;

/** How far a question has come on its way to the store. Thread-safe. */
final class Progress {
    private final AtomicInteger stuck;
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
    Progress(AtomicInteger stuck) {
        this.stuck = stuck;
    }

    /** Tells whether the store is to be asked. */
    synchronized boolean begin() {
        boolean waiting = state == State.WAITING;
        state = waiting ? State.ASKED : State.OVER;
        return waiting;
    }

    /** Tells whether it waited still: then it is not asked any more. */
    synchronized boolean isGivenUp() {
        boolean waiting = state == State.WAITING;
        state = waiting ? State.OVER : state;
        return waiting;
    }

    /** Tells whether the store has it, and is late. */
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
