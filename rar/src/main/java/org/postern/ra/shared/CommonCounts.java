package org.postern.ra.shared;

import java.util.List;
import java.util.Optional;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionLimits;
import org.postern.net.Everywhere;
import org.postern.net.Time;

/**
 * Connections and rates of all instances that share a store: each tells the others its own once a second, and goes by what it has heard of
 * them. No connection waits for it. Without a store there is nothing to tell. Thread-safe.
 */
public final class CommonCounts {
    private final Optional<CommonMemory> memory;
    private final Instances instances;
    private final CommonGauge ofPeers;
    private final CommonGauge ofNetworks;
    private final CommonRate connections;
    private final CommonRate messages;

    public CommonCounts(Optional<CommonMemory> memory, Time time) {
        this.memory = memory;
        this.instances = new Instances(time);
        this.ofPeers = new CommonGauge("peer", time);
        this.ofNetworks = new CommonGauge("network", time);
        this.connections = new CommonRate("connections", time);
        this.messages = new CommonRate("messages", time);
    }

    public ConnectionCounter.Shared ofConnections() {
        return new ConnectionCounter.Shared(ifShared(ofPeers), ifShared(ofNetworks), ifShared(connections));
    }

    public Everywhere ofMessages() {
        return ifShared(messages);
    }

    /**
     * Tells, and hears. To be called every second, by one thread at a time. Blocks.
     *
     * @param messagesPerMinute how many a peer may begin; 0 for no limit
     */
    public void exchange(ConnectionCounter counter, int messagesPerMinute) {
        memory.ifPresent(common -> {
            if (!common.visit(store -> exchange(store, counter, messagesPerMinute))) {
                forget();
            }
        });
    }

    private void exchange(SharedStore store, ConnectionCounter counter, int messagesPerMinute) {
        ConnectionLimits limits = counter.limits();
        instances.exchange(store);
        ofPeers.exchange(store, counter.ofPeers(), instances.worthTelling(limits.ofPeer()));
        ofNetworks.exchange(store, counter.ofNetworks(), instances.worthTelling(limits.ofNetwork()));
        exchange(store, connections, limits.ofPeerPerMinute());
        exchange(store, messages, messagesPerMinute);
    }

    private void exchange(SharedStore store, CommonRate rate, int limit) {
        if (limit == 0) {
            rate.forget();
        } else {
            rate.exchange(store, instances.worthTelling(limit));
        }
    }

    private void forget() {
        instances.forget();
        List.of(ofPeers, ofNetworks).forEach(CommonGauge::forget);
        List.of(connections, messages).forEach(CommonRate::forget);
    }

    private Everywhere ifShared(Everywhere counts) {
        return memory.isPresent() ? counts : Everywhere.onlyHere();
    }
}
