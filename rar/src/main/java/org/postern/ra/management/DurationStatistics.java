package org.postern.ra.management;

import java.util.Map;

/** What management tools see of how long something has taken since the start of the adapter. Immutable. */
public final class DurationStatistics {
    private final long count;
    private final double sumSeconds;
    private final double maxSeconds;
    private final Map<String, Long> buckets;

    DurationStatistics(long count, double sumSeconds, double maxSeconds, Map<String, Long> buckets) {
        this.count = count;
        this.sumSeconds = sumSeconds;
        this.maxSeconds = maxSeconds;
        this.buckets = buckets;
    }

    /** How often. */
    public long getCount() {
        return count;
    }

    /** How long all of them together. */
    public double getSumSeconds() {
        return sumSeconds;
    }

    /** How long the longest. */
    public double getMaxSeconds() {
        return maxSeconds;
    }

    /** How many took at most so many seconds, the shorter ones included; {@code +Inf} are all. */
    public Map<String, Long> getBuckets() {
        return buckets;
    }
}
