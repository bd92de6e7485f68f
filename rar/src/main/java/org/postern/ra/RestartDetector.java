package org.postern.ra;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * Recognises the activations that end only because their adapter is restarted: Payara ends them all and stops the adapter,
 * one after the other on one thread, while each bean that is undeployed ends on a thread of its own (measured, decision 25).
 * Thread-safe.
 */
final class RestartDetector {
    /** The next call follows the one before within this time. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** Where Payara and GlassFish stop an adapter from, and end before it what they have not forgotten. */
    private static final String STOPPING_CLASS =
            "com.sun.enterprise.connectors.inbound.ActiveInboundResourceAdapterImpl";

    private static final String STOPPING_METHOD = "destroy";

    private final Time time;
    private final List<OrphanedActivation> together = new ArrayList<>();
    private long thread;
    private @Nullable Moment last;

    RestartDetector(Time time) {
        this.time = time;
    }

    /** Whether the container ends an activation because it stops the adapter, which can be seen on the calling thread. */
    boolean stopFollows() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(STOPPING_CLASS)
                        && frame.getMethodName().equals(STOPPING_METHOD)));
    }

    /**
     * An activation has ended on the calling thread.
     *
     * @param began when its end began; it may have taken long
     */
    synchronized void add(OrphanedActivation activation, Moment began) {
        if (!isRightBefore(began)) {
            together.clear();
        }
        together.add(activation);
        thread = Thread.currentThread().getId();
        last = time.moment();
    }

    /** Those that have ended on the calling thread right before now. */
    synchronized List<OrphanedActivation> rightBefore() {
        return isRightBefore(time.moment()) ? List.copyOf(together) : List.of();
    }

    private boolean isRightBefore(Moment moment) {
        return last != null
                && thread == Thread.currentThread().getId()
                && moment.since(last).compareTo(AT_ONCE) < 0;
    }
}
