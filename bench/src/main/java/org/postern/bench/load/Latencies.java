package org.postern.bench.load;

import java.util.Arrays;

/** How long each message took, from the moment when it was meant to be sent until its acceptance was read. Immutable. */
public final class Latencies {
    private static final double NANOS_IN_A_MILLISECOND = 1e6;

    private final long[] sorted;

    /** Takes nanoseconds, in any order. */
    public Latencies(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    public int count() {
        return sorted.length;
    }

    /**
     * Milliseconds within which this share of the messages was accepted; not a number if there was none.
     *
     * @param share above 0, at most 1
     */
    public double percentile(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / NANOS_IN_A_MILLISECOND;
    }
}
