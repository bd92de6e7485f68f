package org.postern.ra;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks in their order, one at a time, on somebody else's threads: one that blocks holds up only what stands behind
 * it, and no more than a certain number wait. Thread-safe.
 */
final class NotificationQueue implements Executor {
    static final int WAITING = 100;

    private final Executor threads;
    private final Runnable lost;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /**
     * Prepares to run tasks.
     *
     * @param lost is told that a task will never run
     */
    NotificationQueue(Executor threads, Runnable lost) {
        this.threads = threads;
        this.lost = lost;
    }

    @Override
    public void execute(Runnable task) {
        boolean start;
        synchronized (this) {
            if (waiting.size() >= WAITING) {
                start = false;
                lost.run();
            } else {
                waiting.add(task);
                start = !running;
                running = true;
            }
        }
        if (start) {
            next();
        }
    }

    private void next() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                running = false;
                waiting.clear();
            }
            lost.run();
        }
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
