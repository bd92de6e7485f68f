package org.postern.ra.work;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postern.net.Time;
import org.postern.ra.log.Messages;

/**
 * Something outside that is looked at again and again, and need not answer: a key store, a disk. One look at a time, so
 * that what hangs costs one thread; whatever a look throws, there is another one. Thread-safe.
 */
public final class Check {
    static final Duration SLOW = Duration.ofSeconds(30);

    private final String what;
    private final Runnable task;
    private final Time time;
    private final Messages messages;
    private final AtomicReference<@Nullable Patience> looking = new AtomicReference<>();
    private final CompletableFuture<Void> looked = new CompletableFuture<>();
    private volatile long failures;

    /**
     * Prepares to look.
     *
     * @param what is looked at, in words for the log
     * @param task looks, and may block for long
     */
    public Check(String what, Runnable task, Time time, Messages messages) {
        this.what = what;
        this.task = task;
        this.time = time;
        this.messages = messages;
    }

    /** Looks, unless another thread is looking. Blocks. */
    @SuppressWarnings("CatchingThrowable") // A provider that lacks a class, say: the next look may find it.
    public void look() {
        if (!looking.compareAndSet(null, new Patience(time.moment()))) {
            return;
        }
        try {
            task.run();
            failures = 0;
        } catch (Throwable e) {
            failed(e);
        } finally {
            looking.set(null);
            looked.complete(null);
        }
    }

    /** Happens when the first look is over, on whichever thread and however it ends. */
    public CompletableFuture<Void> looked() {
        return looked;
    }

    /** Says so if a look takes long; once. Does not block. */
    void tellIfSlow() {
        Patience current = looking.get();
        if (current != null && current.isLost(time.moment(), SLOW)) {
            messages.checkSlow(what, SLOW);
        }
    }

    /** How many looks in a row have failed. */
    long failures() {
        return failures;
    }

    /** By one thread at a time. What fails every second is 17 lines a day. */
    private void failed(Throwable cause) {
        long count = failures + 1;
        failures = count;
        if (Long.bitCount(count) == 1) {
            messages.checkFailed(what, cause, count);
        }
    }
}
