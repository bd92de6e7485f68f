package org.postern.simulation;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** A machine somewhere in the world that connects to the server. */
final class Machine {
    private final World world;
    private final SimNetwork network;
    private final InetAddress ip;
    private final Duration latency;
    private final boolean behindProxy;
    private int port = 40_000;

    Machine(World world, SimNetwork network, String ip) {
        this.world = world;
        this.network = network;
        this.ip = address(ip);
        this.latency = Duration.ofNanos(world.between(50_000L, world.chance(0.2) ? 400_000_000L : 5_000_000L));
        this.behindProxy = world.chance(0.15);
    }

    String ip() {
        return ip.getHostAddress();
    }

    Optional<SimClient> connect(InetSocketAddress server) {
        try {
            Link link = network.connect(new InetSocketAddress(ip, port++), server, latency, behindProxy);
            return Optional.of(new SimClient(world, link));
        } catch (ConnectException e) {
            return Optional.empty();
        }
    }

    static InetAddress address(String ip) {
        try {
            return InetAddress.getByName(ip);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(ip, e);
        }
    }
}
