package org.postern.net;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How often each of many things has happened within a window, which begins with the first time. Not thread-safe. Memory is
 * bounded: when there are too many, what was counted or asked for longest ago is forgotten, so that a newcomer is counted
 * however many there are, and none gets rid of its own count by trying on.
 *
 * @param <K> what makes things the same
 */
public final class WindowedCounts<K> {
    private final Supplier<Duration> window;
    private final Time time;
    private final LruMap<K, Count> counts;

    /** Counted from the first one, until the window is over. */
    private static final class Count {
        private int times;
        private @Nullable Moment until;

        private boolean isCurrent(Moment now) {
            return until != null && now.isBefore(until);
        }
    }

    /**
     * Begins with none.
     *
     * @param window of what begins now
     * @param capacity how many things are counted
     */
    public WindowedCounts(Supplier<Duration> window, int capacity, Time time) {
        this.window = window;
        this.time = time;
        this.counts = new LruMap<>(capacity);
    }

    /** Counts one more, and gives the number so far. */
    public int add(K key) {
        Count count = counts.get(key, Count::new);
        Moment now = time.moment();
        if (!count.isCurrent(now)) {
            count.times = 0;
            count.until = now.plus(window.get());
        }
        return ++count.times;
    }

    /** The number so far. */
    public int get(K key) {
        Predicate<Count> current = count -> count.isCurrent(time.moment());
        return counts.peek(key).filter(current).map(count -> count.times).orElse(0);
    }
}
