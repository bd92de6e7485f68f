package org.postern.console.path;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where a look goes. Immutable.
 *
 * @param name what a client looks for there, and tells the server in TLS
 * @param implicit whether TLS begins at once, without STARTTLS
 */
public record Door(String name, InetAddress address, int port, boolean implicit) {
    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    Door at(InetAddress other, int otherPort) {
        return new Door(name, other, otherPort, implicit);
    }
}
