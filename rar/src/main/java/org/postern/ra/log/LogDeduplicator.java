package org.postern.ra.log;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.net.LruMap;
import org.postern.net.Moment;

/**
 * Lets the same thing be said once in an interval, and knows how often it was kept quiet in between. Thread-safe.
 *
 * @param <K> what makes things the same
 */
public final class LogDeduplicator<K> {
    private final Supplier<Duration> interval;
    private final LruMap<K, Quiet> known;

    /**
     * Begins with nothing said.
     *
     * @param interval as it is now
     */
    public LogDeduplicator(Supplier<Duration> interval, int capacity) {
        this.interval = interval;
        this.known = new LruMap<>(capacity);
    }

    /**
     * Asks whether to say it now.
     *
     * @param permit asked only if it is time to say it again
     * @return how often it was kept quiet since it was said last; empty if it is to be kept quiet now
     */
    public synchronized OptionalLong next(K key, Moment now, BooleanSupplier permit) {
        Quiet quiet = known.get(key, Quiet::new);
        if ((quiet.said != null && now.isBefore(quiet.said.plus(interval.get()))) || !permit.getAsBoolean()) {
            quiet.times++;
            return OptionalLong.empty();
        }
        long times = quiet.times;
        quiet.said = now;
        quiet.times = 0;
        return OptionalLong.of(times);
    }

    private static final class Quiet {
        private @Nullable Moment said;
        private long times;
    }
}
