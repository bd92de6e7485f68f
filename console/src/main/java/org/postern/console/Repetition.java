package org.postern.console;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work that the container does again and again. A round that fails ends nothing; and since a container may forget a task for ever, as
 * Payara does with one that it finds not enabled yet, requests let it go on.
 */
final class Repetition {
    /** When so many rounds have not come, the container has forgotten the task, whatever it says of it. */
    static final int MOST_MISSED = 5;

    private static final Logger LOGGER = Logger.getLogger("org.postern.console");

    private final ScheduledExecutorService clock;
    private final Duration step;
    private final Runnable work;
    private final Supplier<Instant> now;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile Instant lastSeen = Instant.MIN;
    private @Nullable Future<?> task;
    private boolean ended;

    /** @param now a clock that is never set */
    Repetition(ScheduledExecutorService clock, Duration step, Runnable work, Supplier<Instant> now) {
        this.clock = clock;
        this.step = step;
        this.work = work;
        this.now = now;
    }

    /** Lets the container begin, unless it is at it. However often this is called, it is asked once in a step at most. */
    synchronized void goOn() {
        Instant moment = now.get();
        if (ended || running.get() || moment.isBefore(lastSeen.plus(step)) || isExpected(moment)) {
            return;
        }
        if (task != null) {
            task.cancel(false);
        }
        lastSeen = moment;
        try {
            task = clock.scheduleWithFixedDelay(this::round, 0, step.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) { // The server is busy, or not ready: the next request tries again.
            task = null;
            tell(
                    "The server does not let the console begin to read the management beans: it may be busy, or not be ready. The next"
                            + " request of a page tries again.",
                    e);
        }
    }

    private boolean isExpected(Instant moment) {
        return task != null && !task.isDone() && moment.isBefore(lastSeen.plus(step.multipliedBy(MOST_MISSED)));
    }

    /** For good. */
    synchronized void end() {
        ended = true;
        if (task != null) {
            task.cancel(false);
        }
    }

    /** Lets nothing through, not even that memory was short: a scheduler does not repeat what has failed. */
    private void round() {
        if (!running.compareAndSet(false, true)) {
            return; // One that was believed forgotten.
        }
        try {
            lastSeen = now.get();
            work.run();
            failing.set(false);
        } catch (Throwable e) {
            tell("The console could not read the management beans, and tries again.", e);
        } finally {
            running.set(false);
        }
    }

    /** The first of a row of failures is logged for the administrator. */
    private void tell(String what, Throwable failure) {
        boolean first = failing.compareAndSet(false, true);
        try {
            LOGGER.log(
                    first ? Level.WARNING : Level.FINE,
                    what + " It logs no further failure until that has succeeded.",
                    failure);
        } catch (Throwable e) { // There may be no memory even for that.
            failing.set(!first);
        }
    }
}
