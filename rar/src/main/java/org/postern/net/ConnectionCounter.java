package org.postern.net;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Counts the connections of an adapter, in all, by network and by peer. Thread-safe; memory is bounded by the connections.
 */
public final class ConnectionCounter {
    /** Why another connection is not served. */
    public enum Limit {
        IN_ALL,
        OF_PEER,
        OF_NETWORK,
        /** Too many in a minute. */
        RATE_OF_PEER,
        /** The peer is not among those that are served at all. */
        NETWORK
    }

    private final Supplier<ConnectionLimits> limits;
    private final RatePerMinute rate;
    private final AtomicInteger inAll = new AtomicInteger();
    private final Map<IpNetwork, Integer> ofPeer = new ConcurrentHashMap<>();
    private final Map<IpNetwork, Integer> ofNetwork = new ConcurrentHashMap<>();

    /**
     * Counts none yet.
     *
     * @param limits at any moment; who counts as one peer and one network stays the same
     */
    public ConnectionCounter(Supplier<ConnectionLimits> limits, Time time) {
        this.limits = limits;
        this.rate = new RatePerMinute(
                () -> limits.get().ofPeerPerMinute(), ip -> limits.get().peer(ip), time);
    }

    /** How many there may be now. */
    public ConnectionLimits limits() {
        return limits.get();
    }

    /** How many there are now. */
    public int inAll() {
        return inAll.get();
    }

    /** Counts a connection in, whatever the limits say, and tells which one it exceeds. */
    Optional<Limit> add(InetAddress peer) {
        ConnectionLimits limits = limits();
        int all = inAll.incrementAndGet();
        int same = ofPeer.merge(limits.peer(peer), 1, Integer::sum);
        int neighbours = ofNetwork.merge(limits.network(peer), 1, Integer::sum);
        boolean tooOften = rate.exceededBy(peer);
        if (all > limits.inAll()) {
            return Optional.of(Limit.IN_ALL);
        }
        if (same > limits.ofPeer()) {
            return Optional.of(Limit.OF_PEER);
        }
        if (neighbours > limits.ofNetwork()) {
            return Optional.of(Limit.OF_NETWORK);
        }
        return tooOften ? Optional.of(Limit.RATE_OF_PEER) : Optional.empty();
    }

    /** Counts a connection out. */
    void remove(InetAddress peer) {
        ConnectionLimits limits = limits();
        inAll.decrementAndGet();
        ofPeer.computeIfPresent(limits.peer(peer), (ip, count) -> count == 1 ? null : count - 1);
        ofNetwork.computeIfPresent(limits.network(peer), (ip, count) -> count == 1 ? null : count - 1);
    }
}
