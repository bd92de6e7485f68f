package org.postern.net;

import java.util.concurrent.CompletableFuture;

/** Runs tasks that may block, on threads of the container's. */
public interface BlockingTasks {
    /**
     * Runs a task, at once or soon. Does not block.
     *
     * @return completes when the task has ended; with a {@link java.util.concurrent.CompletionException} if it has failed;
     *     with a {@link java.util.concurrent.RejectedExecutionException} if there is no thread for it, and it never runs
     */
    CompletableFuture<Void> run(Runnable task);
}
