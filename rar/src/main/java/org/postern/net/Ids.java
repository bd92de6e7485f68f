package org.postern.net;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Names connections: short, unique, and in ascending order within one adapter. The first part tells adapters and their
 * restarts apart, so that the name of a message can be the name of a file.
 */
public final class Ids {
    private static final int RADIX = 36;
    private static final int RANDOM_BOUND = RADIX * RADIX * RADIX;

    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    /**
     * Begins to count.
     *
     * @param startMillis when the adapter started, since the epoch
     * @param random tells adapters apart that start at the same time
     */
    public Ids(long startMillis, RandomGenerator random) {
        int anything = RANDOM_BOUND + random.nextInt(RANDOM_BOUND);
        prefix = Long.toString(startMillis, RADIX)
                + Integer.toString(anything, RADIX).substring(1);
    }

    /** What all ids of this adapter begin with. */
    public String prefix() {
        return prefix;
    }

    String next() {
        return prefix + "-" + Long.toString(count.incrementAndGet(), RADIX);
    }
}
