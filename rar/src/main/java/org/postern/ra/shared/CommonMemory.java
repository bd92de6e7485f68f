package org.postern.ra.shared;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postern.net.BlockingTasks;
import org.postern.net.LimitedTasks;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.log.Log;

/**
 * The store that several instances share, and this instance's own memory when the store cannot be asked. A question is some calls of a
 * {@link SharedStore}: it has its answer within {@link #DEADLINE}, from the store, or else from the own memory. A store that fails or is
 * late is not asked any more, until a look finds that it answers: so it costs mail at most one wait, and holds a bounded number of the
 * container's threads. Thread-safe.
 */
public final class CommonMemory {
    /** A client that waits for a reply does not notice it. */
    public static final Duration DEADLINE = Duration.ofMillis(250);

    /** Between two looks whether it is back. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** Threads of the container's that may be with the store, or hang in it. */
    static final int AT_ONCE = 4;

    /** Questions that are with it, or wait: more are answered by the own memory. */
    static final int UNDER_WAY = 256;

    private static final int REMEMBERED = 20_000;

    private final StoreKind kind;
    private final BlockingTasks threads;
    private final Alarm alarm;
    private final Time time;
    private final SharedMessages messages;
    private final SharedStore own;
    private final Tidying tidying;
    private final AnsweredAlone answeredAlone;
    private final AtomicInteger underWay = new AtomicInteger();

    /** Questions that have been given up, and whose threads have not come back. */
    private final AtomicInteger stuck = new AtomicInteger();

    /** Null until it is reached, and while it cannot be. */
    private volatile @Nullable CellStore store;

    private Moment again;
    private boolean told;
    private volatile Consumer<SharedStore> missed = found -> {};

    CommonMemory(StoreKind kind, BlockingTasks threads, Alarm alarm, Time time, Log log) {
        this.kind = kind;
        this.threads = new LimitedTasks(threads, AT_ONCE);
        this.alarm = alarm;
        this.time = time;
        this.messages = new SharedMessages(log);
        this.own = OwnCells.store(REMEMBERED, time);
        this.again = time.moment();
        this.answeredAlone = new AnsweredAlone(kind.name(), messages, again);
        this.tidying = new Tidying(kind.name(), messages, again);
    }

    /** Which store it is, for people. */
    public String name() {
        return kind.name();
    }

    /**
     * What tells the store what it has missed: when it is found, before any question reaches it, and at each look. It may block; if it
     * throws, the store is lost. Of several the last counts.
     */
    public void catchUpWith(Consumer<SharedStore> missed) {
        this.missed = missed;
    }

    /** Whether the store is asked; otherwise the own memory is. */
    public boolean isReached() {
        return store != null;
    }

    /**
     * Asks. Does not block.
     *
     * @param question calls the store it is given, and nothing else that blocks; may be called twice
     * @return completes by the deadline, on any thread
     */
    public <T> CompletableFuture<T> ask(Function<SharedStore, T> question) {
        return ask(question, new Aftermath<>() {});
    }

    /**
     * The same, for one that can put right at the store what the own memory has answered.
     *
     * @param after hears of it, on any thread
     */
    public <T> CompletableFuture<T> ask(Function<SharedStore, T> question, Aftermath<T> after) {
        CellStore there = store;
        if (there == null) {
            return askAlone(question, after);
        }
        answeredAlone.asked(after);
        if (underWay.incrementAndGet() > UNDER_WAY) {
            underWay.decrementAndGet();
            answeredAlone.alone(after);
            return askAlone(question, after);
        }
        Question<T> asked = new Question<>(question, after, there);
        asked.setAlarm();
        threads.run(asked::ask).whenComplete((done, failure) -> {
            underWay.decrementAndGet();
            asked.withoutThread();
        });
        return asked.answer;
    }

    /**
     * Does something with the store, and not with the own memory, if it is reached. Blocks, perhaps for long.
     *
     * @return whether it was done
     */
    @SuppressWarnings("CatchingThrowable") // Foreign code may lack a class.
    public boolean visit(Consumer<SharedStore> visitor) {
        CellStore there = store;
        if (there == null) {
            return false;
        }
        try {
            visitor.accept(there);
            return true;
        } catch (Throwable e) {
            lost(there, e);
            return false;
        }
    }

    private <T> CompletableFuture<T> askAlone(Function<SharedStore, T> question, Aftermath<T> after) {
        after.notDone();
        return CompletableFuture.completedFuture(question.apply(own));
    }

    /** Looks whether the store is back, or tells it what it has missed and removes what is over. To be called now and then, by one thread at a time. Blocks. */
    public void look() {
        CellStore there = store;
        if (there != null) {
            keep(there);
        } else if (isTimeToLook()) {
            open();
        }
        answeredAlone.look(time.moment(), store);
    }

    /** As long as its threads do not come back it is no use, whatever it says to another one. */
    private synchronized boolean isTimeToLook() {
        return stuck.get() < AT_ONCE && !time.moment().isBefore(again);
    }

    @SuppressWarnings("CatchingThrowable") // Foreign code may lack a class.
    private void open() {
        try {
            CellStore opened = kind.opening().get();
            Probe.write(opened);
            missed.accept(opened);
            found(opened);
        } catch (Throwable e) {
            lost(null, e);
        }
    }

    @SuppressWarnings("CatchingThrowable")
    private void keep(CellStore there) {
        try {
            missed.accept(there);
            tidying.look(there, time.moment());
        } catch (Throwable e) {
            lost(there, e);
        }
    }

    private void found(CellStore opened) {
        boolean first;
        synchronized (this) {
            first = !told;
            told = false;
            store = opened;
        }
        if (first) {
            messages.reached(kind.name());
        } else {
            messages.back(kind.name());
        }
    }

    /** What was asked before it was found anew says nothing of it. Nor do others who come first: it answers them. */
    private void lost(@Nullable CellStore asked, Throwable cause) {
        boolean news;
        synchronized (this) {
            if (store != asked || cause instanceof ContendedException) {
                return;
            }
            store = null;
            again = time.moment().plus(PAUSE);
            news = !told;
            told = true;
        }
        if (news) {
            messages.gone(kind.name(), cause);
        }
    }

    /** Answered once: by the store, or without it. */
    private final class Question<T> {
        private final Function<SharedStore, T> question;
        private final Aftermath<T> after;
        private final CellStore there;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final AtomicBoolean answered = new AtomicBoolean();
        private final Progress progress = new Progress(stuck, time);

        Question(Function<SharedStore, T> question, Aftermath<T> after, CellStore there) {
            this.question = question;
            this.after = after;
            this.there = there;
        }

        void setAlarm() {
            try {
                Future<?> deadline = alarm.after(DEADLINE, this::late);
                answer.whenComplete((said, failure) -> deadline.cancel(false));
            } catch (RejectedExecutionException e) { // The adapter stops: nothing would end the wait.
                late();
            }
        }

        /** The client has its answer by then. */
        private void setAlarmAgain(Duration left) {
            try {
                alarm.after(left, this::late);
            } catch (RejectedExecutionException e) {
                return; // The adapter stops.
            }
        }

        /** On a thread of the container's. */
        @SuppressWarnings("CatchingThrowable") // Foreign code may lack a class.
        void ask() {
            if (!progress.begin()) {
                return;
            }
            try {
                T said = question.apply(new Joined(own, there.heardBy(progress::hear)));
                if (answered.compareAndSet(false, true)) {
                    answer.complete(said);
                } else {
                    after.doneLate(there, said);
                }
            } catch (Throwable e) {
                lost(there, e);
                after.notDone();
                answerAlone();
            } finally {
                progress.end();
            }
        }

        /** A container that gives no thread in time is not the store's fault. */
        void late() {
            Duration left = progress.left(DEADLINE);
            if (!left.isZero()) {
                setAlarmAgain(left);
            } else if (progress.hangs()) {
                lost(there, new TimeoutException("no answer within " + DEADLINE.toMillis() + " ms"));
            }
            withoutThread();
        }

        /** If it is over nothing happens. */
        void withoutThread() {
            if (progress.isGivenUp()) {
                after.notDone();
            }
            answerAlone();
        }

        private void answerAlone() {
            if (answered.compareAndSet(false, true)) {
                answeredAlone.alone(after);
                answer.completeAsync(() -> question.apply(own), Runnable::run); // With its failure, if it fails.
            }
        }
    }
}
