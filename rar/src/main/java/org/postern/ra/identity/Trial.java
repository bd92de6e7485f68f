package org.postern.ra.identity;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * Something that a container can do or cannot, which only a trial tells. What fails is tried again, less and less often:
 * the container may only have been too busy, or its directory away. So is what the container has taken and says nothing of: it may
 * have lost it. Thread-safe.
 */
final class Trial {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** A busy container has come to it by then. */
    private static final Duration UNANSWERED = Duration.ofMinutes(1);

    private final Supplier<CompletableFuture<Optional<Throwable>>> attempt;
    private final Time time;
    private @Nullable CompletableFuture<Optional<Throwable>> latest;
    private @Nullable Moment again;
    private Duration pause = FIRST_PAUSE;
    private boolean succeeded;

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
            again = null; // Until the next plan, by one thread.
            latest = mine;
        }
        begin(mine);
    }

    private void begin(CompletableFuture<Optional<Throwable>> mine) {
        Duration untilNext = plan();
        attempt.get().thenAccept(failure -> {
            if (failure.isEmpty()) {
                succeeded().complete(failure);
            }
            mine.complete(failure.isPresent() && failed(untilNext) ? failure : Optional.empty());
        });
    }

    /** For the case that there is no answer. Gives the pause after one that it has failed. */
    private synchronized Duration plan() {
        Duration current = pause;
        again = succeeded ? null : time.moment().plus(longer(current, UNANSWERED));
        Duration next = current.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
        return current;
    }

    /** Tells whether that counts: another attempt may have succeeded since this one was given up. */
    private synchronized boolean failed(Duration untilNext) {
        again = succeeded ? null : time.moment().plus(untilNext);
        return !succeeded;
    }

    /** Gives what those wait for who have asked last: it may be another attempt, of which the container says nothing. */
    private synchronized CompletableFuture<Optional<Throwable>> succeeded() {
        succeeded = true;
        again = null;
        return Objects.requireNonNull(latest, "one is under way");
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
