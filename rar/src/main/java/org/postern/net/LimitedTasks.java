package org.postern.net;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** No more than some tasks at a time on the container's threads, which others need as well. The others wait in order. Thread-safe. */
public final class LimitedTasks implements BlockingTasks {
    private final BlockingTasks threads;
    private final int limit;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final AtomicInteger looks = new AtomicInteger();
    private int running;

    private record Waiting(Runnable task, CompletableFuture<Void> end) {}

    public LimitedTasks(BlockingTasks threads, int limit) {
        this.threads = threads;
        this.limit = limit;
    }

    @Override
    public CompletableFuture<Void> run(Runnable task) {
        Waiting last = new Waiting(task, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(last);
        }
        startSome();
        return last.end();
    }

    /** One thread at a time: what ends at once, as refusals do, is seen by the thread that is at it, and not by one more call of this. */
    private void startSome() {
        int asked = looks.incrementAndGet();
        if (asked > 1) {
            return;
        }
        while (asked > 0) {
            for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
                start(next.get());
            }
            asked = looks.addAndGet(-asked);
        }
    }

    private synchronized Optional<Waiting> next() {
        if (running == limit || waiting.isEmpty()) {
            return Optional.empty();
        }
        running++;
        return Optional.of(waiting.remove());
    }

    private void start(Waiting next) {
        threads.run(next.task()).whenComplete((nothing, failure) -> {
            synchronized (this) {
                running--;
            }
            if (failure == null) {
                next.end().complete(null);
            } else {
                next.end().completeExceptionally(failure);
            }
            startSome();
        });
    }
}
