package org.postern.net;

import java.net.InetAddress;
import java.util.Optional;

/** What clients do as far as it is counted, for tests in other rooms. */
public final class Clients {
    private final ConnectionCounter connections;
    private final RatePerMinute messages;

    public Clients(ConnectionCounter connections, RatePerMinute messages) {
        this.connections = connections;
        this.messages = messages;
    }

    /** Comes, and goes at once if it is refused. Tells why. */
    public Optional<ConnectionCounter.Limit> connect(InetAddress peer) {
        Optional<ConnectionCounter.Limit> exceeded = connections.add(peer);
        exceeded.ifPresent(limit -> leave(peer));
        return exceeded;
    }

    public void leave(InetAddress peer) {
        connections.remove(peer);
    }

    /** Begins a message. Tells whether it may. */
    public boolean send(InetAddress peer) {
        return !messages.exceededBy(peer);
    }

    public ConnectionCounter connections() {
        return connections;
    }
}
