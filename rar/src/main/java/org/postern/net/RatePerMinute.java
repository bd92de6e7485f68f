package org.postern.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Counts what each peer does in a minute, which begins with the first time. Thread-safe. Memory is bounded. */
public final class RatePerMinute {
    /** The next one is counted as well: a peer is forgotten when as many others have come after its own last time. */
    static final int PEERS = 50_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final IntSupplier limit;
    private final Function<InetAddress, IpNetwork> peers;
    private final Everywhere everywhere;
    private final WindowedCounts<IpNetwork> counts;

    /** Begins to count by itself. */
    public RatePerMinute(IntSupplier limit, Function<InetAddress, IpNetwork> peers, Time time) {
        this(limit, peers, Everywhere.onlyHere(), time);
    }

    /**
     * Begins to count.
     *
     * @param limit what a peer may do in a minute, as it is now; 0 for no limit
     * @param peers who counts as one peer
     */
    public RatePerMinute(IntSupplier limit, Function<InetAddress, IpNetwork> peers, Everywhere everywhere, Time time) {
        this.limit = limit;
        this.peers = peers;
        this.everywhere = everywhere;
        this.counts = new WindowedCounts<>(() -> MINUTE, PEERS, time);
    }

    /** Counts one more, and tells whether it exceeds the limit. */
    boolean exceededBy(InetAddress ip) {
        int most = limit.getAsInt();
        if (most == 0) {
            return false;
        }
        IpNetwork peer = peers.apply(ip);
        return everywhere.count(peer, add(peer)) > most;
    }

    private synchronized int add(IpNetwork peer) {
        return counts.add(peer);
    }
}
