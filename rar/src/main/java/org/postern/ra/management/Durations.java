package org.postern.ra.management;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How long something has taken: how often, together, at most, and how often within some bounds. Thread-safe, without
 * a lock.
 */
public final class Durations {
    /** From what a memory takes to what senders wait at most (RFC 5321 section 4.5.3.2.6). */
    private static final List<Duration> BOUNDS = Stream.of(
                    1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 60_000, 600_000)
            .map(Duration::ofMillis)
            .toList();

    private static final double NANOS = 1e9;

    private final List<LongAdder> within =
            BOUNDS.stream().map(bound -> new LongAdder()).toList();
    private final LongAdder longer = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    public void add(Duration duration) {
        nanos.add(duration.toNanos());
        longest.accumulate(duration.toNanos());
        for (int i = 0; i < BOUNDS.size(); i++) {
            if (duration.compareTo(BOUNDS.get(i)) <= 0) {
                within.get(i).increment();
                return;
            }
        }
        longer.increment();
    }

    /** As they are now. */
    public DurationStatistics statistics() {
        Map<String, Long> buckets = new LinkedHashMap<>();
        long count = 0;
        for (int i = 0; i < BOUNDS.size(); i++) {
            count += within.get(i).sum();
            buckets.put(seconds(BOUNDS.get(i)), count);
        }
        count += longer.sum();
        buckets.put("+Inf", count);
        return new DurationStatistics(count, nanos.sum() / NANOS, longest.get() / NANOS, buckets);
    }

    private static String seconds(Duration bound) {
        return bound.toMillis() % 1_000 == 0
                ? String.valueOf(bound.toSeconds())
                : String.valueOf(bound.toMillis() / 1e3);
    }
}
