package org.postern.net;

import java.net.InetSocketAddress;
import org.postern.tls.IpLiteral;
import org.postern.tls.LocalAddress;

/**
 * What is known of a connection from the moment it is accepted. Immutable.
 *
 * @param id stands in log lines and begins the ids of its messages
 * @param local where the peer connected to, even if the acceptor listens on all addresses
 */
public record ConnectionFacts(String id, InetSocketAddress peer, LocalAddress local) {

    /** The peer's address as text, IPv6 without brackets. */
    public String peerIp() {
        return IpLiteral.format(peer.getAddress());
    }
}
