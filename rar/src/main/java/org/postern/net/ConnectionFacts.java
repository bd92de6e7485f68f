package org.postern.net;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;

/**
 * What is known of a connection from the moment it is accepted. Immutable.
 *
 * @param id stands in log lines and begins the ids of its messages
 * @param peer as the trusted proxy reports it, if there is one
 * @param local where the peer connected to, even if the acceptor listens on all addresses; with a proxy, its address
 */
public record ConnectionFacts(String id, InetSocketAddress peer, LocalAddress local, Optional<ProxyFacts> proxy) {

    /** Without a proxy in between. */
    public ConnectionFacts(String id, InetSocketAddress peer, LocalAddress local) {
        this(id, peer, local, Optional.empty());
    }

    /** The peer's address as text, IPv6 without brackets. */
    public String peerIp() {
        return IpLiteral.format(peer.getAddress());
    }
}
