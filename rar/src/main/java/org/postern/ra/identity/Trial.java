package org.postern.ra.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * Something that a container can do or cannot, which only a trial tells. What fails is tried again, less and less often:
 * the container may only have been too busy, or its directory away. Thread-safe.
 */
final class Trial {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Supplier<CompletableFuture<Optional<Throwable>>> attempt;
    private final Time time;
    private @Nullable CompletableFuture<Optional<Throwable>> latest;
    private @Nullable Moment again;
    private Duration pause = FIRST_PAUSE;

    /**
     * Not tried yet.
     *
     * @param attempt gives why it has failed, or nothing if it has not; does not block
     */
    Trial(Supplier<CompletableFuture<Optional<Throwable>>> attempt, Time time) {
        this.attempt = attempt;
        this.time = time;
    }

    /** What has come of it the last time; the first question has it tried. */
    CompletableFuture<Optional<Throwable>> tried() {
        CompletableFuture<Optional<Throwable>> mine = new CompletableFuture<>();
        synchronized (this) {
            if (latest != null) {
                return latest;
            }
            latest = mine;
        }
        begin(mine);
        return mine;
    }

    /** Tries again what has failed, when it is time. To be called now and then. */
    void settle() {
        CompletableFuture<Optional<Throwable>> mine = new CompletableFuture<>();
        synchronized (this) {
            if (again == null || time.moment().isBefore(again)) {
                return;
            }
            again = null;
            latest = mine;
        }
        begin(mine);
    }

    private void begin(CompletableFuture<Optional<Throwable>> mine) {
        attempt.get().thenAccept(failure -> {
            if (failure.isPresent()) {
                planNext();
            }
            mine.complete(failure);
        });
    }

    private synchronized void planNext() {
        again = time.moment().plus(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
}
