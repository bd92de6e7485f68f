package org.postern.ra.shared;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.postern.net.Everywhere;
import org.postern.net.IpNetwork;
import org.postern.net.LruMap;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * How often each peer has done something in a minute, at all instances. The minute is one of the store's: it begins with the first that is
 * told. Thread-safe. Memory is bounded.
 */
final class CommonRate implements Everywhere {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PEERS = 10_000;

    private final String name;
    private final Time time;
    private LruMap<IpNetwork, Peer> peers = new LruMap<>(PEERS);

    /** Fewer at this instance are not worth it. All are at first: the store may be reached soon. */
    private int atLeast = 1;

    private static final class Peer {
        private int here;
        private int untold;
        private long told;
        private Moment heard;
        private Moment latest;

        Peer(int untold, Moment now) {
            this.untold = untold;
            this.heard = now;
            this.latest = now;
        }

        int inAll(Moment now) {
            boolean isCurrent = now.since(heard).compareTo(CommonGauge.STALE) < 0;
            return (int) Math.min(Integer.MAX_VALUE, Math.max(here, (isCurrent ? told : 0) + untold));
        }
    }

    /**
     * Has heard nothing.
     *
     * @param name of what is counted
     */
    CommonRate(String name, Time time) {
        this.name = name;
        this.time = time;
    }

    @Override
    public synchronized int count(IpNetwork whose, int here) {
        if (here < atLeast && peers.peek(whose).isEmpty()) {
            return here;
        }
        Moment now = time.moment();
        Peer peer = peers.get(whose, () -> new Peer(here, now));
        peer.here = here;
        peer.untold = Math.min(peer.untold + 1, here); // What a former minute has left untold is over.
        peer.latest = now;
        return peer.inAll(now);
    }

    /**
     * Tells the others, and hears of them. By one thread at a time. Blocks.
     *
     * @param least fewer at this instance are not worth it
     */
    void exchange(SharedStore store, int least) {
        Busiest.of(current(least), least).keySet().forEach(peer -> exchange(store, peer));
    }

    /** The others cannot be heard. */
    synchronized void forget() {
        atLeast = Integer.MAX_VALUE;
        peers = new LruMap<>(PEERS);
    }

    private synchronized Map<IpNetwork, Integer> current(int least) {
        atLeast = least;
        Moment now = time.moment();
        return peers.entries()
                .filter(one -> now.since(one.getValue().latest).compareTo(MINUTE) < 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().inAll(now)));
    }

    private void exchange(SharedStore store, IpNetwork whose) {
        int tells = untold(whose);
        try {
            long sum = store.increment(name + "-" + Digests.of(name + " " + whose), tells, MINUTE);
            hear(whose, tells, sum);
        } catch (ContendedException e) {
            return; // It is told the next time.
        }
    }

    private synchronized int untold(IpNetwork whose) {
        return peers.peek(whose).map(peer -> peer.untold).orElse(0);
    }

    private synchronized void hear(IpNetwork whose, int tells, long sum) {
        peers.peek(whose).ifPresent(peer -> {
            peer.untold = Math.max(0, peer.untold - tells);
            peer.told = sum;
            peer.heard = time.moment();
        });
    }
}
