package org.postern.net;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.Executor;

/** Sockets of TCP and of Unix, by the JDK's own selectors: they work wherever Java does. */
public final class NioTransport implements Transport {
    @Override
    public EventLoopGroup loops(int threads, Executor executor) {
        return new MultiThreadIoEventLoopGroup(threads, executor, NioIoHandler.newFactory());
    }

    @Override
    public ChannelFactory<? extends ServerChannel> servers(ListenAddress listen) {
        return listen.path().isPresent() ? NioServerDomainSocketChannel::new : NioServerSocketChannel::new;
    }
}
