package org.postern.net;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections of an adapter, in all and by peer. Thread-safe; memory is bounded by the connections. */
public final class ConnectionCounter {
    /** A limit that another connection would exceed. */
    public enum Limit {
        IN_ALL,
        OF_PEER,
        /** The peer is not among those that are served at all. */
        NETWORK
    }

    private final int maxInAll;
    private final int maxOfPeer;
    private final AtomicInteger inAll = new AtomicInteger();
    private final Map<InetAddress, Integer> ofPeer = new ConcurrentHashMap<>();

    public ConnectionCounter(int maxInAll, int maxOfPeer) {
        this.maxInAll = maxInAll;
        this.maxOfPeer = maxOfPeer;
    }

    /** Counts a connection in, whatever the limits say, and tells which one it exceeds. */
    Optional<Limit> add(InetAddress peer) {
        int all = inAll.incrementAndGet();
        int same = ofPeer.merge(peer, 1, Integer::sum);
        if (all > maxInAll) {
            return Optional.of(Limit.IN_ALL);
        }
        return same > maxOfPeer ? Optional.of(Limit.OF_PEER) : Optional.empty();
    }

    /** Counts a connection out. */
    void remove(InetAddress peer) {
        inAll.decrementAndGet();
        ofPeer.computeIfPresent(peer, (ip, count) -> count == 1 ? null : count - 1);
    }
}
