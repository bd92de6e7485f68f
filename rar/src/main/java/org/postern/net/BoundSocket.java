package org.postern.net;

import io.netty.channel.ServerChannel;

/** An address that is bound though nobody accepts: whoever connects waits until somebody does, and is not refused. */
public interface BoundSocket {
    /** Makes the channel that accepts on whatever event loop it is registered with: once, and instead of closing. */
    ServerChannel channel();

    /** Frees the address, and sends away whoever waits. */
    void close();
}
