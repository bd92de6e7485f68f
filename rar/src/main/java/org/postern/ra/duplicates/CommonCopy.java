package org.postern.ra.duplicates;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.postern.net.Time;
import org.postern.ra.shared.CommonMemory;
import org.postern.ra.shared.SharedStore;

/**
 * What all instances that share a store know of one message. They are told only what can make it come again: so a message whose sender
 * reads the reply, as nearly all do, is asked about once, and told of never. Thread-safe.
 */
public final class CommonCopy {
    /** By then its sender has given up waiting for the reply (RFC 5321 section 4.5.3.2.6), but the bean may work for longer. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(10);

    /** The answer is there by the deadline; this is for a thread that would have to ring it. */
    private static final Duration PATIENCE = CommonMemory.DEADLINE.multipliedBy(2);

    private final CommonMemory memory;
    private final Duration window;
    private final Duration underWay;
    private final Time time;
    private final CommonNews news;
    private final String digits;
    private final String committed;
    private final String abandoned;

    /**
     * Asks and tells nothing yet.
     *
     * @param ofBean how long its bean may work on it
     * @param news what is told of it
     */
    CommonCopy(CommonMemory memory, Fingerprint message, Duration window, Duration ofBean, Time time, CommonNews news) {
        this.memory = memory;
        this.window = window;
        this.underWay = ofBean.compareTo(UNDER_WAY) > 0 ? ofBean : UNDER_WAY;
        this.time = time;
        this.news = news;
        this.digits = message.digits();
        this.committed = "committed-" + digits;
        this.abandoned = "abandoned-" + digits;
    }

    /** Asks. Blocks, but not longer than the deadline of the memory: not for event loops. */
    public Standing standing() {
        CompletableFuture<Standing> answer = memory.ask(this::standing);
        time.await(answer, PATIENCE);
        return answer.getNow(Standing.NEW);
    }

    private Standing standing(SharedStore store) {
        long forgettingOwed = news.forgettingOwed(digits); // Before the store is, which may hear of it in between.
        boolean isUnderWay =
                store.increment(abandoned, 0, underWay) > 0; // Looked at first: what ends is committed then.
        if (store.increment(committed, 0, window) > forgettingOwed) {
            return Standing.COMMITTED;
        }
        return isUnderWay ? Standing.UNDER_WAY : Standing.NEW;
    }

    /** Its sender will not hear what becomes of it, and it is with a bean. Does not block. */
    public void abandon() {
        news.tell(digits, List.of(underWay(1)));
    }

    /** What was abandoned is not with the bean any more, and has not committed. Does not block. */
    public void end() {
        news.tell(digits, List.of(underWay(-1)));
    }

    /** The same, of what has committed; see {@link #lose}. Does not block. */
    public void endCommitted(Runnable known) {
        news.tell(digits, List.of(committed(1, known), underWay(-1)));
    }

    /**
     * It has committed, and its sender may not know. Does not block.
     *
     * @param known runs when the store knows; not if it cannot be told
     */
    public void lose(Runnable known) {
        news.tell(digits, List.of(committed(1, known)));
    }

    /** Its sender knows now: the same again would be another message. Does not block. */
    public void forget() {
        news.tell(digits, List.of(committed(-1, () -> {})));
    }

    /**
     * Whether its sender has shown at some instance that it knows: what was counted down to nothing stays there, as what was never
     * counted does not. Blocks as {@link #standing()} does.
     */
    public boolean isForgotten() {
        CompletableFuture<Boolean> answer = memory.ask(store -> store.isCommon()
                && store.get(committed).filter(News.NONE::equals).isPresent());
        time.await(answer, PATIENCE);
        return answer.getNow(false);
    }

    private News underWay(int by) {
        return new News(
                News.Count.UNDER_WAY, abandoned, by, underWay, time.moment().plus(underWay), () -> {});
    }

    private News committed(int by, Runnable known) {
        return new News(
                News.Count.COMMITTED, committed, by, window, time.moment().plus(window), known);
    }
}
