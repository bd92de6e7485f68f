package org.postern.ra.management;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.postern.net.BlockingTasks;

/**
 * Runs tasks in their order, one at a time, on the container's threads: one that blocks holds up only what stands behind
 * it, and no more than a certain number wait. Thread-safe.
 */
final class NotificationQueue implements Executor {
    static final int WAITING = 100;

    private final BlockingTasks threads;
    private final Runnable lost;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /**
     * Prepares to run tasks.
     *
     * @param lost is told that a task will never run
     */
    NotificationQueue(BlockingTasks threads, Runnable lost) {
        this.threads = threads;
        this.lost = lost;
    }

    @Override
    public void execute(Runnable task) {
        boolean taken;
        boolean start;
        synchronized (this) {
            taken = waiting.size() < WAITING && waiting.add(task);
            start = taken && !running;
            running |= taken;
        }
        if (!taken) {
            lost.run();
        }
        if (start) {
            next();
        }
    }

    private void next() {
        threads.run(this::run).exceptionally(this::goOn);
    }

    /** What a task throws is its own affair; without a thread all that wait are lost. */
    private @Nullable Void goOn(Throwable failure) {
        if (failure instanceof RejectedExecutionException) {
            synchronized (this) {
                running = false;
                waiting.clear();
            }
            lost.run();
        }
        return null;
    }

    private void run() {
        Runnable task;
        synchronized (this) {
            task = waiting.remove();
        }
        try {
            task.run();
        } finally {
            boolean more;
            synchronized (this) {
                more = !waiting.isEmpty();
                running = more;
            }
            if (more) {
                next();
            }
        }
    }
}
