package org.postern.ra;

import java.net.InetSocketAddress;
import org.postern.ip.LocalAddress;
import org.postern.net.ConnectionFacts;
import org.postern.net.Ip;

/** Connections that are known but not there. */
public final class Connections {
    public static final LocalAddress LOCAL = local("192.0.2.1", 25);

    private Connections() {}

    public static LocalAddress local(String ip, int port) {
        return new LocalAddress(Ip.of(ip), port);
    }

    /** To {@link #LOCAL}. */
    public static ConnectionFacts from(String peer) {
        return between(peer, LOCAL);
    }

    public static ConnectionFacts between(String peer, LocalAddress local) {
        return new ConnectionFacts("c-1", new InetSocketAddress(Ip.of(peer), 4711), local);
    }
}
