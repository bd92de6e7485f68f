package org.postern.ra.duplicates;

import java.time.Duration;
import org.postern.net.Moment;
import org.postern.ra.shared.SharedStore;

/**
 * One thing that the other instances are told of a message, as a count in the store that they share.
 *
 * @param count of what
 * @param key where it is counted
 * @param by up or down
 * @param window how long the store knows it
 * @param until when there is no use in telling it any more
 * @param known runs when the store knows
 */
record News(Count count, String key, int by, Duration window, Moment until, Runnable known) {
    /** Stands where all that was counted was counted down. */
    static final String NONE = "0";

    /** What is told at once takes less. */
    private static final Duration LATE = Duration.ofSeconds(1);

    enum Count {
        UNDER_WAY,
        COMMITTED
    }

    /** Whether a sender knows of what has committed: untold, that holds back the next message of the same octets. */
    boolean isForgetting() {
        return count == Count.COMMITTED && by < 0;
    }

    /** Whether nothing is left to tell, where neither of both was told. */
    boolean isUndoneBy(News later) {
        return count == later.count && by > 0 && later.by < 0;
    }

    boolean isPast(Moment now) {
        return left(now).toMillis() <= 0;
    }

    private Duration left(Moment now) {
        return until.since(now);
    }

    /**
     * What is told late is known as long as if it had been told at once. Where others have counted meanwhile, and at each count down, the
     * count keeps its time: it is theirs. Blocks.
     */
    void tell(SharedStore store, Moment now) {
        boolean isLate = left(now).plus(LATE).compareTo(window) < 0;
        boolean begins = by > 0 && isLate && store.increment(key, 0, window) == 0;
        store.increment(key, by, begins ? left(now) : window);
        known.run();
    }

    /**
     * The same, after an attempt that has failed: the store may have counted it all the same. What it counts twice would be held back
     * once more than it came; so where something stands it is not counted again, and comes twice at worst.
     */
    void tellAgain(SharedStore store, Moment now) {
        String there = by > 0 ? store.get(key).orElse("") : "";
        if (there.isEmpty()) {
            tell(store, now);
        } else if (!there.equals(NONE)) {
            known.run();
        }
    }
}
