package org.postern.net;

import io.netty.channel.ServerChannel;

/** An address that is bound while no acceptor has it: a client that connects waits for one, and is not refused. */
public interface BoundSocket {
    /** Makes the channel that accepts on whatever event loop it is registered with: once, and instead of closing. */
    ServerChannel channel();

    /** Frees the address, and sends away the clients that wait. */
    void close();
}
