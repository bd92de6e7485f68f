package org.postern.net;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what each peer does in the current minute. Thread-safe. Memory is bounded: with very many peers in one minute,
 * those that come late are not counted.
 */
public final class RatePerMinute {
    private static final int PEERS = 100_000;
    private static final long NANOS = 60_000_000_000L;

    private final int limit;
    private final Time time;
    private final AtomicLong minute = new AtomicLong(Long.MIN_VALUE);
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /**
     * Begins to count.
     *
     * @param limit what a peer may do in a minute; 0 for no limit
     */
    public RatePerMinute(int limit, Time time) {
        this.limit = limit;
        this.time = time;
    }

    /** Counts one more, and tells whether it exceeds the limit. */
    boolean exceededBy(InetAddress peer) {
        if (limit == 0) {
            return false;
        }
        long now = Math.floorDiv(time.nanos(), NANOS);
        if (minute.getAndSet(now) != now) {
            counts.clear();
        }
        if (counts.size() >= PEERS && !counts.containsKey(peer)) {
            return false;
        }
        return counts.merge(peer, 1, Integer::sum) > limit;
    }
}
