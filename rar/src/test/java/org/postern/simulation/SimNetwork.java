package org.postern.simulation;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.postern.net.BoundSocket;
import org.postern.net.ListenAddress;
import org.postern.net.Transport;

/** One machine's network: who listens where, and the connections of everybody. */
final class SimNetwork {
    private final World world;
    private final Set<InetSocketAddress> taken = new LinkedHashSet<>();
    private final Map<InetSocketAddress, SimServerChannel> listening = new LinkedHashMap<>();
    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false, true);
    private final List<Link> links = new ArrayList<>();
    private long connections;
    private long busyUntil;
    private long channels;

    SimNetwork(World world) {
        this.world = world;
    }

    World world() {
        return world;
    }

    /** Every buffer of every channel comes from here, and has to be given back. */
    UnpooledByteBufAllocator buffers() {
        return buffers;
    }

    /** Whether event loops have others to serve first: what they write meanwhile they write without knowing what has come. */
    boolean isLateToRead() {
        return world.chance(world.nanos() < busyUntil ? 0.5 : 0.05);
    }

    SimChannelId nextId() {
        return new SimChannelId(channels++);
    }

    /** How many connections were made. */
    long connections() {
        return connections;
    }

    /** The network as the programs of a process see it. */
    Transport transport(SimProcess process) {
        return new Transport() {
            @Override
            public EventLoopGroup loops(int threads, Executor executor) {
                return new SimEventLoop.Group(threads, executor, world);
            }

            @Override
            public ChannelFactory<? extends ServerChannel> servers(ListenAddress listen) {
                return () -> new SimServerChannel(SimNetwork.this, process);
            }

            @Override
            public CompletionStage<BoundSocket> keep(Channel server) {
                CompletableFuture<BoundSocket> kept = new CompletableFuture<>();
                server.deregister().addListener(done -> kept.complete(((SimServerChannel) server).kept()));
                return kept;
            }
        };
    }

    /** A router on the way restarts, or a whole site of senders: all that are connected are so no longer, at about the same time. */
    void breakAll() {
        busyUntil = world.nanos() + 30_000_000L;
        for (Link link : List.copyOf(links)) {
            world.after(Duration.ofNanos(world.between(1L, 2_000_000L)), link::resetClient);
        }
    }

    /** Another program has a port for a while. */
    void takeAway(InetSocketAddress address, Duration duration) {
        if (taken.add(address)) {
            world.after(duration, () -> taken.remove(address));
        }
    }

    void listen(InetSocketAddress address, SimServerChannel channel) throws IOException {
        if (taken.contains(address) || listening.putIfAbsent(address, channel) != null) {
            throw new java.net.BindException("Address already in use");
        }
        world.tell(channel.process().name() + " listens on " + address);
    }

    void release(InetSocketAddress address, SimServerChannel channel) {
        if (listening.remove(address, channel)) {
            world.tell("nobody listens on " + address);
        }
    }

    /** Another channel of the same process accepts from now on. */
    void replace(InetSocketAddress address, SimServerChannel former, SimServerChannel next) {
        listening.replace(address, former, next);
    }

    boolean isListenedTo(InetSocketAddress address) {
        return listening.containsKey(address);
    }

    /** Connects, at once as far as the client can tell. */
    Link connect(InetSocketAddress client, InetSocketAddress server, Duration latency, boolean forwarded)
            throws ConnectException {
        SimServerChannel channel = listening.get(server);
        if (channel == null) {
            throw new ConnectException("Connection refused");
        }
        connections++;
        links.removeIf(one -> !one.isOpenAtServer());
        Link link = new Link(world, client, server, latency, world.between(2_000, 200_000), forwarded);
        channel.process().whenItDies(link::closeServer);
        channel.comes(link);
        links.add(link);
        return link;
    }
}
