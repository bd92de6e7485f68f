package org.postern.ra.work;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;

/**
 * Something that is to be done at an end and may hang, because foreign code is called: it is done on another thread, and the one
 * that ends waits for it only so long. Where no other thread can be had, the one that waits does it. Done once. Thread-safe.
 */
public final class Errand {
    private final Runnable task;
    private final Time time;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final CompletableFuture<Void> ended;

    /** Begins, as soon as there is a thread. */
    public Errand(Runnable task, BlockingTasks threads, Time time) {
        this.task = task;
        this.time = time;
        this.ended = threads.run(this::doOnce);
    }

    /**
     * Waits for it, and throws what has failed in it.
     *
     * @return whether it is done; if not, it hangs, and is done when it hangs no longer
     */
    public boolean await(Duration atMost) {
        time.await(ended, atMost);
        doOnce(); // The container gives no thread any more, or takes the task and does not come to it.
        if (!done.isDone()) {
            return false;
        }
        done.join();
        return true;
    }

    @SuppressWarnings("CatchingThrowable") // The thread that waits hears of it, whatever it was.
    private void doOnce() {
        if (begun.compareAndSet(false, true)) {
            try {
                task.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        }
    }
}
