package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

/** What came through the handlers of a channel without a socket. */
final class Inbound {
    private Inbound() {}

    /** All octets in one buffer. */
    static ByteBuf of(EmbeddedChannel channel) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf octets = channel.readInbound(); octets != null; octets = channel.readInbound()) {
            all.writeBytes(octets);
            octets.release();
        }
        return all;
    }
}
