package org.postern.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Stands at the end of a server channel, behind Netty's own handler, which accepts nothing for a second when the operating system
 * gives no connection, and would leave it to a warning of the library that helps no administrator.
 */
final class AcceptTrouble extends ChannelInboundHandlerAdapter {
    private final ListenAddress listen;
    private final ConnectionEvents events;

    AcceptTrouble(ListenAddress listen, ConnectionEvents events) {
        this.listen = listen;
        this.events = events;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        events.acceptFailed(listen, cause);
    }
}
