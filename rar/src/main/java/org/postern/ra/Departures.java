package org.postern.ra;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognises the activations that end only because their adapter is restarted: Payara ends them all and stops the adapter,
 * one after the other on one thread, while each bean that is undeployed ends on a thread of its own (measured, decision 25).
 * Thread-safe.
 */
final class Departures {
    /** The next call follows the one before within this time. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final Clock clock;
    private final List<LeftActivation> together = new ArrayList<>();
    private long thread;
    private Instant last = Instant.MIN;

    Departures(Clock clock) {
        this.clock = clock;
    }

    /**
     * An activation has ended on the calling thread.
     *
     * @param began when its end began; it may have taken long
     */
    synchronized void add(LeftActivation activation, Instant began) {
        if (!isRightBefore(began)) {
            together.clear();
        }
        together.add(activation);
        thread = Thread.currentThread().getId();
        last = clock.instant();
    }

    /** Those that have ended on the calling thread right before now. */
    synchronized List<LeftActivation> rightBefore() {
        return isRightBefore(clock.instant()) ? List.copyOf(together) : List.of();
    }

    private boolean isRightBefore(Instant moment) {
        return thread == Thread.currentThread().getId()
                && Duration.between(last, moment).compareTo(AT_ONCE) < 0;
    }
}
