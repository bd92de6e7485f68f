package org.postern.ra.shared;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * Answered once: by the store, or without it. A store that is late may be well all the same: a thread may have come late because many
 * ask, and a question is several calls. It is lost if one call has not come back for as long.
 */
final class Question<T> {
    /** A client that waits for a reply does not notice it. */
    static final Duration DEADLINE = Duration.ofMillis(250);

    private final Function<SharedStore, T> question;
    private final Sides sides;
    private final BiConsumer<CellStore, Throwable> lost;
    private final AtomicInteger stuck;
    private final Alarm alarm;
    private final Time time;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final AtomicBoolean answered = new AtomicBoolean();
    private State state = State.WAITING;
    private Moment heard;
    private @Nullable Future<?> deadline;

    private enum State {
        WAITING,
        ASKED,
        STUCK,
        OVER
    }

    /**
     * Who can answer.
     *
     * @param inVain takes what was counted in the store although the answer is not from there
     */
    record Sides(SharedStore own, CellStore there, Consumer<Counting> inVain) {}

    /**
     * Not asked yet.
     *
     * @param lost hears of a store that fails or does not answer
     * @param stuck counts threads that have been waited for in vain
     */
    Question(
            Function<SharedStore, T> question,
            Sides sides,
            BiConsumer<CellStore, Throwable> lost,
            AtomicInteger stuck,
            Alarm alarm,
            Time time) {
        this.question = question;
        this.sides = sides;
        this.lost = lost;
        this.stuck = stuck;
        this.alarm = alarm;
        this.time = time;
        this.heard = time.moment();
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    /** From now on there is an answer by the deadline. */
    void begin() {
        if (!setAlarm(DEADLINE)) { // Nothing would end the wait.
            giveUp();
        }
    }

    /** On a thread of the container's. */
    @SuppressWarnings("CatchingThrowable") // Foreign code may lack a class.
    void ask() {
        if (!isBegun()) {
            return;
        }
        Counting counting = new Counting(sides.there().heardBy(this::hear));
        try {
            T said = question.apply(new Joined(sides.own(), counting));
            if (answered.compareAndSet(false, true)) {
                answer.complete(said);
                return;
            }
        } catch (Throwable e) {
            lost.accept(sides.there(), e);
            answerAlone();
        } finally {
            end();
        }
        sides.inVain().accept(counting);
    }

    /** There was no thread for it, if it has not had one by now. */
    void giveUp() {
        if (isGivenUp()) {
            answerAlone();
        }
    }

    private void answerAlone() {
        if (answered.compareAndSet(false, true)) {
            answer.completeAsync(() -> question.apply(sides.own()), Runnable::run); // With its failure, if it fails.
        }
    }

    /** A container that gives no thread in time is not the store's fault. */
    private void late() {
        if (!isGivenUp() && isStuck()) {
            lost.accept(sides.there(), new TimeoutException("no answer within " + DEADLINE.toMillis() + " ms"));
        }
        answerAlone();
    }

    private synchronized boolean setAlarm(Duration in) {
        try {
            deadline = alarm.after(in, this::late);
            return true;
        } catch (RejectedExecutionException e) { // The adapter stops.
            return false;
        }
    }

    private synchronized boolean isBegun() {
        if (state == State.OVER) {
            return false;
        }
        state = State.ASKED;
        heard = time.moment();
        return true;
    }

    private synchronized void hear() {
        heard = time.moment();
    }

    private synchronized boolean isGivenUp() {
        if (state != State.WAITING) {
            return false;
        }
        end();
        return true;
    }

    /** Otherwise it is looked at again. */
    private synchronized boolean isStuck() {
        Duration quiet = time.moment().since(heard);
        if (state != State.ASKED) {
            return false;
        }
        if (quiet.compareTo(DEADLINE) < 0) {
            setAlarm(DEADLINE.minus(quiet));
            return false;
        }
        state = State.STUCK;
        stuck.incrementAndGet();
        return true;
    }

    private synchronized void end() {
        if (state == State.STUCK) {
            stuck.decrementAndGet();
        }
        state = State.OVER;
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
