package org.postern.net;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Blocking tasks on an executor of the test's. */
public record TasksOn(Executor executor) implements BlockingTasks {
    @Override
    public CompletableFuture<Void> run(Runnable task) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try {
            executor.execute(() -> run(task, end));
        } catch (RejectedExecutionException e) {
            end.completeExceptionally(e);
        }
        return end;
    }

    private static void run(Runnable task, CompletableFuture<Void> end) {
        try {
            task.run();
            end.complete(null);
        } catch (Throwable e) {
            end.completeExceptionally(new CompletionException(e));
        }
    }
}
