package org.postern.ra;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * Has key stores looked at again and again, on threads that may block. While one look goes on there is no other: a key
 * store that hangs costs one thread, and what needs no key store, such as the ends of certificates, goes on being
 * noticed.
 */
final class KeyStoreChecks {
    static final Duration SLOW = Duration.ofSeconds(30);

    private final Executor threads;
    private final Time time;
    private final Messages messages;
    private final Runnable readStores;
    private final Runnable compare;
    private final AtomicBoolean reading = new AtomicBoolean();
    private Moment since;
    private boolean told;

    /**
     * Prepares to look.
     *
     * @param readStores may block for long
     * @param compare looks what has changed, without reading
     */
    KeyStoreChecks(Executor threads, Time time, Messages messages, Runnable readStores, Runnable compare) {
        this.threads = threads;
        this.time = time;
        this.messages = messages;
        this.readStores = readStores;
        this.compare = compare;
        this.since = time.moment();
    }

    /** To be called periodically, by one thread at a time. Does not block. */
    synchronized void begin() {
        if (reading.compareAndSet(false, true)) {
            since = time.moment();
            told = false;
            if (!execute(this::readAndCompare)) {
                reading.set(false);
            }
        } else {
            tellIfSlow();
            execute(() -> guarded(compare));
        }
    }

    /** Tells whether the task was taken. */
    private boolean execute(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            messages.checkFailed(e);
            return false;
        }
    }

    private void readAndCompare() {
        try {
            guarded(readStores);
        } finally {
            reading.set(false);
        }
        guarded(compare);
    }

    private void tellIfSlow() {
        if (!told && since.plus(SLOW).isBefore(time.moment())) {
            told = true;
            messages.checkSlow(SLOW);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            messages.checkFailed(e);
        }
    }
}
