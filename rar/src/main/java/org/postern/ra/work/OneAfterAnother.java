package org.postern.ra.work;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the thread that brings them, one after another and never one inside another: where each refusal leads to
 * the next submission, thousands of them would be a stack overflow. Thread-safe.
 */
public final class OneAfterAnother implements Executor {
    private final Consumer<Throwable> failures;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /**
     * Has nothing to run yet.
     *
     * @param failures takes what a task throws; the others run all the same
     */
    public OneAfterAnother(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    @Override
    @SuppressWarnings("CatchingThrowable") // One that fails must not keep the others from running.
    public void execute(Runnable task) {
        if (!begins(task)) {
            return;
        }
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (Throwable e) {
                failures.accept(e);
            }
        }
    }

    private synchronized boolean begins(Runnable task) {
        waiting.add(task);
        boolean first = !running;
        running = true;
        return first;
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        running = next != null;
        return next;
    }
}
