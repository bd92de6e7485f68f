package org.postern.net;

import java.net.InetAddress;
import java.util.Collections;
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
    private final Shared shared;
    private final RatePerMinute rate;
    private final AtomicInteger inAll = new AtomicInteger();
    private final Map<IpNetwork, Integer> ofPeer = new ConcurrentHashMap<>();
    private final Map<IpNetwork, Integer> ofNetwork = new ConcurrentHashMap<>();

    /**
     * What is counted together with other instances: all but how many there are in all, which is the memory of one machine.
     *
     * @param ofPeer at a time
     * @param ofNetwork at a time
     * @param rate of a peer
     */
    public record Shared(Everywhere ofPeer, Everywhere ofNetwork, Everywhere rate) {
        public static Shared nothing() {
            return new Shared(Everywhere.onlyHere(), Everywhere.onlyHere(), Everywhere.onlyHere());
        }
    }

    /**
     * Counts none yet, by itself.
     *
     * @param limits at any moment; who counts as one peer and one network stays the same
     */
    public ConnectionCounter(Supplier<ConnectionLimits> limits, Time time) {
        this(limits, Shared.nothing(), time);
    }

    /**
     * Counts none yet.
     *
     * @param limits at any moment; who counts as one peer and one network stays the same
     */
    public ConnectionCounter(Supplier<ConnectionLimits> limits, Shared shared, Time time) {
        this.limits = limits;
        this.shared = shared;
        this.rate = new RatePerMinute(
                () -> limits.get().ofPeerPerMinute(), ip -> limits.get().peer(ip), shared.rate(), time);
    }

    /** How many there may be now. */
    public ConnectionLimits limits() {
        return limits.get();
    }

    /** How many there are now. */
    public int inAll() {
        return inAll.get();
    }

    /** How many each peer has now; changes meanwhile. */
    public Map<IpNetwork, Integer> ofPeers() {
        return Collections.unmodifiableMap(ofPeer);
    }

    /** How many each network has now; changes meanwhile. */
    public Map<IpNetwork, Integer> ofNetworks() {
        return Collections.unmodifiableMap(ofNetwork);
    }

    /** Counts a connection in, whatever the limits say, and tells which one it exceeds. */
    Optional<Limit> add(InetAddress peer) {
        ConnectionLimits limits = limits();
        int all = inAll.incrementAndGet();
        int same = add(limits.peer(peer), ofPeer, shared.ofPeer());
        int neighbours = add(limits.network(peer), ofNetwork, shared.ofNetwork());
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

    private static int add(IpNetwork whose, Map<IpNetwork, Integer> counts, Everywhere everywhere) {
        return everywhere.count(whose, counts.merge(whose, 1, Integer::sum));
    }

    /** Counts a connection out. */
    void remove(InetAddress peer) {
        ConnectionLimits limits = limits();
        inAll.decrementAndGet();
        ofPeer.computeIfPresent(limits.peer(peer), (ip, count) -> count == 1 ? null : count - 1);
        ofNetwork.computeIfPresent(limits.network(peer), (ip, count) -> count == 1 ? null : count - 1);
    }
}
