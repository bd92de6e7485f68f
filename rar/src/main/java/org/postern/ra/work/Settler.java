package org.postern.ra.work;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postern.net.Time;

/**
 * Brings about what is wanted, on one thread at a time and without a lock: what is to be done may hang, and callers must
 * not hang with it. A thread that comes while another is at it leaves the rest to that one, and waits for it only so long.
 * Thread-safe.
 */
public final class Settler {
    /** Binding an address takes up to 5 s, when the container has no thread for an event loop. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Runnable work;
    private final Time time;
    private boolean running;

    /** What those wait for who came after the current run had begun. */
    private @Nullable CompletableFuture<Void> next;

    /**
     * Has nothing to do yet.
     *
     * @param work looks at what is wanted, and brings it about; run once more when another thread has asked meanwhile
     */
    public Settler(Runnable work, Time time) {
        this.work = work;
        this.time = time;
    }

    /**
     * Has done what is wanted at the moment, on this thread or on the one that is at it.
     *
     * @return whether it is done; if not, the thread that is at it takes too long, and will do it
     */
    public boolean settle() {
        CompletableFuture<Void> mine = ask();
        Throwable failure = null;
        for (CompletableFuture<Void> round = begin(); round != null; round = begin()) {
            Throwable failed = run(round);
            failure = failure == null ? failed : failure;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return time.await(mine, PATIENCE);
    }

    /** What fails is told when all is done: others have left to this thread what they want. */
    private @Nullable Throwable run(CompletableFuture<Void> round) {
        try {
            work.run();
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        } finally {
            end(round);
        }
    }

    private synchronized CompletableFuture<Void> ask() {
        CompletableFuture<Void> asked = next == null ? new CompletableFuture<>() : next;
        next = asked;
        return asked;
    }

    private synchronized @Nullable CompletableFuture<Void> begin() {
        CompletableFuture<Void> round = next;
        if (running || round == null) {
            return null;
        }
        running = true;
        next = null;
        return round;
    }

    private void end(CompletableFuture<Void> round) {
        synchronized (this) {
            running = false;
        }
        round.complete(null);
    }
}
