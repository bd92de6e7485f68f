package org.postern.ra.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postern.net.BlockingTasks;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * Runs what comes again and again on a thread that stays: a container that logs each Work would log one a second (TomEE: three lines
 * each). While that thread is at work, or hangs in it, another one is asked for; of several that come back, one stays.
 *
 * <p>At first no thread stays: a server that starts may have few (Open Liberty), and needs them for other things. Thread-safe.
 */
public final class StandingThread implements BlockingTasks {
    private static final Duration START_OF_THE_SERVER = Duration.ofSeconds(30);

    /** What gives tasks has ended then as well, and has not told. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final BlockingTasks threads;
    private final Time time;
    private final Moment staying;

    /** Of the thread that waits: empty ends it. */
    private final AtomicReference<@Nullable CompletableFuture<Optional<Job>>> waiting = new AtomicReference<>();

    private volatile boolean ended;

    public StandingThread(BlockingTasks threads, Time time) {
        this.threads = threads;
        this.time = time;
        this.staying = time.moment().plus(START_OF_THE_SERVER);
    }

    @Override
    public CompletableFuture<Void> run(Runnable task) {
        Job job = new Job(task, new CompletableFuture<>());
        if (!giveToTheOneThatWaits(Optional.of(job))) {
            giveToAnother(job);
        }
        return job.end();
    }

    private void giveToAnother(Job job) {
        threads.run(() -> stay(job)).whenComplete((done, failure) -> {
            if (failure != null) {
                job.end().completeExceptionally(failure);
            }
        });
    }

    /** Lets the thread go. What is given later still finds one, which does not stay. Does not wait. */
    public void end() {
        ended = true;
        giveToTheOneThatWaits(Optional.empty());
    }

    private boolean giveToTheOneThatWaits(Optional<Job> job) {
        CompletableFuture<Optional<Job>> one = waiting.getAndSet(null);
        return one != null && one.complete(job);
    }

    private void stay(Job first) {
        Optional<Job> next = Optional.of(first);
        while (next.isPresent()) {
            next.get().run();
            next = next();
        }
    }

    private Optional<Job> next() {
        CompletableFuture<Optional<Job>> mine = new CompletableFuture<>();
        if (time.moment().isBefore(staying) || !waiting.compareAndSet(null, mine)) {
            return Optional.empty();
        }
        if (!ended) { // Looked at after it can be told.
            time.await(mine, LONGEST);
        }
        waiting.compareAndSet(mine, null);
        mine.complete(Optional.empty()); // Unless it was given something at the last moment.
        Optional<Job> given = mine.join();
        if (Thread.currentThread().isInterrupted()) { // What blocks would fail here.
            given.ifPresent(this::giveToAnother);
            return Optional.empty();
        }
        return given;
    }

    private record Job(Runnable task, CompletableFuture<Void> end) {
        @SuppressWarnings("CatchingThrowable") // The thread that waits for the end hears of it, whatever it was.
        void run() {
            try {
                task.run();
                end.complete(null);
            } catch (Throwable e) {
                end.completeExceptionally(new CompletionException(e));
            }
        }
    }
}
