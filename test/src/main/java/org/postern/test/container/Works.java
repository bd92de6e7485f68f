package org.postern.test.container;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads of the container. They keep no JVM from ending. Thread-safe. */
final class Works implements WorkManager, AutoCloseable {
    private final Users users;
    private final ExecutorService threads;

    Works(Users users) {
        this.users = users;
        this.threads = Executors.newCachedThreadPool(daemons());
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "postern-test-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void scheduleWork(Work work) throws WorkException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public void scheduleWork(
            Work work, long startTimeout, @Nullable ExecutionContext context, @Nullable WorkListener listener)
            throws WorkException {
        begin(work, listener, new CompletableFuture<>(), new CompletableFuture<>());
    }

    @Override
    public long startWork(Work work) throws WorkException {
        return startWork(work, INDEFINITE, null, null);
    }

    @Override
    public long startWork(
            Work work, long startTimeout, @Nullable ExecutionContext context, @Nullable WorkListener listener)
            throws WorkException {
        CompletableFuture<Void> started = new CompletableFuture<>();
        long asked = System.currentTimeMillis();
        begin(work, listener, started, new CompletableFuture<>());
        started.join();
        return System.currentTimeMillis() - asked;
    }

    @Override
    public void doWork(Work work) throws WorkException {
        doWork(work, INDEFINITE, null, null);
    }

    @Override
    public void doWork(
            Work work, long startTimeout, @Nullable ExecutionContext context, @Nullable WorkListener listener)
            throws WorkException {
        CompletableFuture<Void> completed = new CompletableFuture<>();
        begin(work, listener, new CompletableFuture<>(), completed);
        try {
            completed.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof WorkException failure ? failure : new WorkCompletedException(e.getCause());
        }
    }

    private void begin(
            Work work,
            @Nullable WorkListener listener,
            CompletableFuture<Void> started,
            CompletableFuture<Void> completed)
            throws WorkException {
        Optional<WorkListener> told = Optional.ofNullable(listener);
        try {
            threads.execute(() -> run(work, told, started, completed));
        } catch (RejectedExecutionException e) {
            WorkRejectedException rejected = new WorkRejectedException("The container has been closed", e);
            told.ifPresent(one -> one.workRejected(new WorkEvent(this, WorkEvent.WORK_REJECTED, work, rejected)));
            throw rejected;
        }
        told.ifPresent(one -> one.workAccepted(new WorkEvent(this, WorkEvent.WORK_ACCEPTED, work, null)));
    }

    private void run(
            Work work,
            Optional<WorkListener> listener,
            CompletableFuture<Void> started,
            CompletableFuture<Void> completed) {
        started.complete(null);
        listener.ifPresent(one -> one.workStarted(new WorkEvent(this, WorkEvent.WORK_STARTED, work, null)));
        @Nullable WorkException failure = null;
        try {
            users.enter(work);
            work.run();
        } catch (RuntimeException | Error e) {
            failure = new WorkCompletedException(e);
        } finally {
            users.leave();
        }
        WorkEvent end = new WorkEvent(this, WorkEvent.WORK_COMPLETED, work, failure);
        listener.ifPresent(one -> one.workCompleted(end));
        if (failure == null) {
            completed.complete(null);
        } else {
            completed.completeExceptionally(failure);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
