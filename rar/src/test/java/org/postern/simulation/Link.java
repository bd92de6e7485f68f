package org.postern.simulation;

import java.net.InetSocketAddress;
import java.time.Duration;

/** One connection of TCP, directly or through a proxy that knows nothing of SMTP. */
final class Link {
    private final InetSocketAddress client;
    private final InetSocketAddress server;
    private final boolean forwarded;
    private final Pipe up;
    private final Pipe down;
    private boolean serverClosed;
    private boolean clientClosed;

    /**
     * Makes a connection.
     *
     * @param forwarded through a proxy, that turns the client's reset into an end and swallows what comes for it later
     */
    Link(
            World world,
            InetSocketAddress client,
            InetSocketAddress server,
            Duration latency,
            int window,
            boolean forwarded) {
        this.client = client;
        this.server = server;
        this.forwarded = forwarded;
        this.up = new Pipe(world, latency, window);
        this.down = new Pipe(world, latency, window);
    }

    InetSocketAddress client() {
        return client;
    }

    InetSocketAddress server() {
        return server;
    }

    /** From the client to the server. */
    Pipe up() {
        return up;
    }

    Pipe down() {
        return down;
    }

    /** Whether the server still has its end, so that it may take the client for alive. */
    boolean isOpenAtServer() {
        return !serverClosed;
    }

    /** Whether the client has its end no longer, for whatever reason. */
    boolean isClosedAtClient() {
        return clientClosed;
    }

    /** As the operating system does it: with octets unread it is a reset. */
    void closeClient() {
        if (down.available() > 0) {
            resetClient();
            return;
        }
        if (!clientClosed) {
            clientClosed = true;
            up.end();
            down.refuse(forwarded ? () -> {} : up::reset);
        }
    }

    void resetClient() {
        if (!clientClosed) {
            clientClosed = true;
            if (forwarded) {
                up.end();
                down.refuse(() -> {});
            } else {
                up.reset();
                down.refuse(up::reset);
            }
        }
    }

    /** The machine is gone, and nothing says so. */
    void vanishClient() {
        if (!clientClosed) {
            clientClosed = true;
            down.refuse(() -> {});
        }
    }

    void closeServer() {
        if (!serverClosed) {
            serverClosed = true;
            boolean unread = up.available() > 0;
            if (unread) {
                down.reset();
            } else {
                down.end();
            }
            up.refuse(down::reset);
        }
    }
}
