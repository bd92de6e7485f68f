package org.postern.net;

import java.time.Duration;

/**
 * How long the next octets of a message are waited for. Each octet buys some time, up to a limit: a peer that sends a little
 * now and then runs out of it.
 */
final class DataPace {
    private final long longestNanos;
    private final long nanosPerOctet;
    private long lastNanos;
    private long creditNanos;

    /**
     * Begins with the longest time that is ever waited.
     *
     * @param longest for the next octets, however many there were before
     * @param minOctetsPerSecond slower is not waited for; 0 for no such limit
     * @param nowNanos the time, in nanoseconds from anywhere
     */
    DataPace(Duration longest, int minOctetsPerSecond, long nowNanos) {
        this.longestNanos = longest.toNanos();
        this.nanosPerOctet = minOctetsPerSecond == 0 ? longestNanos : 1_000_000_000L / minOctetsPerSecond;
        this.lastNanos = nowNanos;
        this.creditNanos = longestNanos;
    }

    /** Some octets have come: how long the next ones are waited for. */
    Duration after(int octets, long nowNanos) {
        long left = Math.max(0, creditNanos - (nowNanos - lastNanos));
        // Octets that are worth more than the longest time would overflow.
        long bought = octets >= longestNanos / nanosPerOctet ? longestNanos : octets * nanosPerOctet;
        creditNanos = Math.min(longestNanos, left + bought);
        lastNanos = nowNanos;
        return Duration.ofNanos(creditNanos);
    }

    /** Until now nothing was read, which is not the peer's fault: how long the next octets are waited for. */
    Duration resumed(long nowNanos) {
        lastNanos = nowNanos;
        return Duration.ofNanos(creditNanos);
    }
}
