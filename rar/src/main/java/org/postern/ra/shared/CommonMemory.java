package org.postern.ra.shared;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
 * {@link SharedStore}: it has its answer within {@link #DEADLINE}, from the store, or else from the own memory. A store that fails or does
 * not answer is not asked any more, until a look finds that it answers: so it costs mail at most one wait, and holds a bounded number of the
 * container's threads. Thread-safe.
 */
public final class CommonMemory {
    /** By then a question has its answer. */
    public static final Duration DEADLINE = Question.DEADLINE;

    /** Between two looks whether it is back. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** Threads of the container's that may be with the store, or hang in it. */
    static final int AT_ONCE = 4;

    /** Questions that are with it, or wait: more are answered by the own memory. */
    static final int UNDER_WAY = 256;

    /** Threads of these that count down what is owed: the others are for those who wait. */
    static final int PAYING = 2;

    private static final Duration TIDY = Duration.ofMinutes(1);
    private static final int REMEMBERED = 20_000;

    /** Nothing stands there. */
    private static final String PROBE = "probe";

    private final StoreKind kind;
    private final BlockingTasks threads;
    private final Alarm alarm;
    private final Time time;
    private final SharedMessages messages;
    private final SharedStore own;
    private final Owed owed;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger paying = new AtomicInteger();

    /** Threads that have been waited for in vain, and have not come back. */
    private final AtomicInteger stuck = new AtomicInteger();

    /** Null until it is reached, and while it cannot be. */
    private volatile @Nullable CellStore store;

    /** Until then there is nothing to remove. */
    private volatile Moment tidy;

    private Moment again;
    private boolean told;

    CommonMemory(StoreKind kind, BlockingTasks threads, Alarm alarm, Time time, Log log) {
        this.kind = kind;
        this.threads = new LimitedTasks(threads, AT_ONCE);
        this.alarm = alarm;
        this.time = time;
        this.messages = new SharedMessages(log);
        this.own = OwnCells.store(REMEMBERED, time);
        this.owed = new Owed(REMEMBERED, time);
        this.again = time.moment();
        this.tidy = again.plus(TIDY);
    }

    /** Which store it is, for people. */
    public String name() {
        return kind.name();
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
        return ask(question, counting -> {});
    }

    /**
     * Asks for something that is given back later. What a question counts up in the store is counted down there again if the answer comes
     * from the own memory, or what was taken would be taken twice and given back once.
     */
    public <T> CompletableFuture<T> take(Function<SharedStore, T> question) {
        return ask(question, counting -> {
            counting.owe(owed);
            pay();
        });
    }

    /** Counts down by one what was counted up, where it was: in the store as soon as that can be reached. Does not block. */
    public void giveBack(String key, Duration window) {
        if (!isGivenBackHere(key, window)) {
            owed.add(key, 1, window);
            pay();
        }
    }

    /**
     * Does something with the store, and not with the own memory, if it is reached. Blocks, perhaps for long.
     *
     * @return whether it was done
     */
    public boolean visit(Consumer<SharedStore> visitor) {
        return with(visitor::accept);
    }

    @SuppressWarnings("CatchingThrowable") // Foreign code may lack a class.
    private boolean with(Consumer<CellStore> visitor) {
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

    private <T> CompletableFuture<T> ask(Function<SharedStore, T> question, Consumer<Counting> inVain) {
        CellStore there = store;
        if (there == null) {
            return CompletableFuture.completedFuture(question.apply(own));
        }
        if (underWay.incrementAndGet() > UNDER_WAY) {
            underWay.decrementAndGet();
            return CompletableFuture.completedFuture(question.apply(own));
        }
        Question<T> asked =
                new Question<>(question, new Question.Sides(own, there, inVain), this::lost, stuck, alarm, time);
        asked.begin();
        threads.run(asked::ask).whenComplete((done, failure) -> {
            underWay.decrementAndGet();
            asked.giveUp();
        });
        return asked.answer();
    }

    private synchronized boolean isGivenBackHere(String key, Duration window) {
        if (own.increment(key, 0, window) == 0) {
            return false;
        }
        own.increment(key, -1, window);
        return true;
    }

    /** Has a thread count down what is owed. */
    private void pay() {
        if (!isReached() || owed.isEmpty()) {
            return;
        }
        if (paying.incrementAndGet() > PAYING) {
            paying.decrementAndGet(); // What is owed when they end is seen by the next look.
            return;
        }
        threads.run(() -> visit(owed::pay)).whenComplete((done, failure) -> paying.decrementAndGet());
    }

    /** Looks whether the store is back, or removes what is over. To be called now and then, by one thread at a time. Blocks. */
    public void look() {
        if (isReached()) {
            pay();
            tidy();
        } else if (isTimeToLook()) {
            open();
        }
    }

    /** As long as its threads do not come back it is no use, whatever it says to another one. */
    private synchronized boolean isTimeToLook() {
        return stuck.get() < AT_ONCE && !time.moment().isBefore(again);
    }

    @SuppressWarnings("CatchingThrowable") // Foreign code may lack a class.
    private void open() {
        try {
            CellStore opened = kind.opening().get();
            opened.get(PROBE);
            found(opened);
            pay();
        } catch (Throwable e) {
            lost(null, e);
        }
    }

    /** Where there is much, as after a flood, it goes on the next time. */
    private void tidy() {
        Moment now = time.moment();
        if (!now.isBefore(tidy)) {
            with(there -> tidy = there.removeSome() ? now : now.plus(TIDY));
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
}
