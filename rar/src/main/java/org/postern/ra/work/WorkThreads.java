package org.postern.ra.work;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.postern.net.BlockingTasks;

/** Runs tasks on the container's threads. */
public final class WorkThreads implements BlockingTasks {
    private final WorkSubmitter container;

    public WorkThreads(WorkSubmitter container) {
        this.container = container;
    }

    @Override
    public CompletableFuture<Void> run(Runnable task) {
        Tracked tracked = new Tracked(task, new CompletableFuture<>());
        container.submit(tracked, List.of());
        return tracked.end();
    }

    /**
     * Calls something with our class loader as that of the thread's context: it differs from server to server, and
     * libraries look at it.
     */
    static void inOurClassLoader(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(WorkThreads.class.getClassLoader());
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private record Tracked(Runnable task, CompletableFuture<Void> end) implements ContainerTask {
        @Override
        @SuppressWarnings("CatchingThrowable") // The thread that waits for the end hears of it, whatever it was.
        public void run() {
            try {
                inOurClassLoader(task);
                end.complete(null);
            } catch (Throwable e) {
                end.completeExceptionally(new CompletionException(e));
            }
        }

        @Override
        public void notRun(Throwable why) {
            end.completeExceptionally(
                    new RejectedExecutionException("The container has not run a task: " + why.getMessage(), why));
        }
    }
}
