package org.postern.net;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * The time: what it is for people, and how much of it has passed. The adapter asks nothing else, and lets its threads wait
 * nowhere else, so that a simulation can be its time. Thread-safe.
 */
public interface Time {
    /** What a clock on the wall shows. It jumps when it is set: for dates, never for durations. */
    Clock clock();

    /** Nanoseconds from anywhere, as {@link System#nanoTime}: only differences mean something. */
    long nanos();

    /**
     * Blocks the calling thread until something has happened, however it ended. Not for event loops.
     *
     * @return whether it has happened; otherwise the time is over, or the thread was interrupted and still is
     */
    boolean await(CompletionStage<?> event, Duration atMost);

    /** What {@link #await} has waited for in vain did not happen so, for people: it is not always the time that is over. */
    default String tooLate(Duration atMost) {
        return Thread.currentThread().isInterrupted()
                ? "before the waiting thread was interrupted"
                : "within " + atMost.toSeconds() + " s";
    }

    /** The date, for people. */
    default Instant now() {
        return clock().instant();
    }

    /** This moment, for durations. */
    default Moment moment() {
        return new Moment(nanos());
    }
}
