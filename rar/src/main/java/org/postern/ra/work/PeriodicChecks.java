package org.postern.ra.work;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.log.Messages;

/**
 * Has everything outside looked at again and again, on threads that may block: one thread looks at one thing after the
 * other, and where one hangs, the next thread passes it by. So a dead file system of one application does not keep
 * the adapter from noticing that the certificate of another one was renewed. Thread-safe.
 */
public final class PeriodicChecks {
    private final BlockingTasks threads;
    private final Time time;
    private final Messages messages;
    private final Supplier<Collection<Check>> checks;

    /** Since when the container has been asked for a thread in vain. */
    private final AtomicReference<@Nullable Patience> asking = new AtomicReference<>();

    /** Counts what has failed before anything could be looked at. */
    private volatile long refusals;

    /**
     * Prepares to look.
     *
     * @param checks those that there are at the moment, in their order
     */
    public PeriodicChecks(BlockingTasks threads, Time time, Messages messages, Supplier<Collection<Check>> checks) {
        this.threads = threads;
        this.time = time;
        this.messages = messages;
        this.checks = checks;
    }

    /** To be called periodically. Does not block. */
    public void begin() {
        checks.get().forEach(Check::tellIfSlow);
        Patience fresh = new Patience(time.moment());
        Patience current = asking.get();
        if (current != null && current.isLost(time.moment(), Check.SLOW)) {
            messages.noThreadForChecks("none for " + Check.SLOW.toSeconds() + " s");
            asking.compareAndSet(current, null); // The container may have lost it: it is asked again.
        }
        if (asking.compareAndSet(null, fresh)) {
            ask(fresh);
        }
    }

    /** How often in a row the container has refused a thread. */
    long refusals() {
        return refusals;
    }

    private void ask(Patience asked) {
        threads.run(() -> lookAtAll(asked)).whenComplete((done, failure) -> {
            asking.compareAndSet(asked, null);
            if (failure != null) {
                refused(failure);
            }
        });
    }

    private void lookAtAll(Patience asked) {
        asking.compareAndSet(asked, null); // From now on another thread can be had, if this one does not come back.
        refusals = 0;
        checks.get().forEach(Check::look);
    }

    private void refused(Throwable failure) {
        long count = refusals + 1;
        refusals = count;
        if (Long.bitCount(count) == 1) {
            messages.noThreadForChecks(failure.getMessage() + (count == 1 ? "" : ", " + count + " times in a row"));
        }
    }
}
