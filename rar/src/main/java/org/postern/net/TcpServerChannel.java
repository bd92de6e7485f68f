package org.postern.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelId;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * Netty's listening socket, whose connections have ids without content. Netty's own are unique in the world, which costs each connection
 * a hundred octets and a random number; here connections have names ({@link Ids}).
 */
final class TcpServerChannel extends NioServerSocketChannel {
    TcpServerChannel(ServerSocketChannel socket) {
        super(socket);
    }

    /** One at a time, which is what Netty wants to hear the number of. */
    @Override
    protected int doReadMessages(List<Object> accepted) throws IOException {
        SocketChannel socket = javaChannel().accept();
        if (socket == null) {
            return 0;
        }
        accepted.add(new Accepted(this, socket));
        return 1;
    }

    private static final class Accepted extends NioSocketChannel {
        Accepted(Channel parent, SocketChannel socket) {
            super(parent, socket);
        }

        @Override
        protected ChannelId newId() {
            return new Identity();
        }
    }

    /** Equal to itself alone. */
    private static final class Identity implements ChannelId {
        private static final long serialVersionUID = 1;

        @Override
        public String asShortText() {
            return Integer.toHexString(System.identityHashCode(this));
        }

        @Override
        public String asLongText() {
            return asShortText();
        }

        @Override
        public int compareTo(ChannelId other) {
            return asLongText().compareTo(other.asLongText());
        }
    }
}
