package org.postern.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.postern.tls.NativeTls;
import org.postern.tls.Responders;
import org.postern.tls.TicketSecrets;

/** Sockets of TCP and of Unix, by the JDK's own selectors: they work wherever Java does. */
public final class NioTransport implements Transport {
    /** Netty does not show it. */
    private static final AttributeKey<NioSocket> SOCKET = AttributeKey.valueOf(NioTransport.class, "socket");

    @Override
    public EventLoopGroup loops(int threads, Executor executor) {
        return new ClosingEventLoops(threads, executor);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> servers(ListenAddress listen) {
        return () -> NioSocket.open(listen).channel();
    }

    @Override
    public NativeTls tls(TicketSecrets secrets, Time time) {
        return new BoringTls(secrets, time);
    }

    @Override
    public Responders responders(Time time) {
        return new HttpResponders(time);
    }

    @Override
    public CompletionStage<BoundSocket> keep(Channel server) {
        CompletableFuture<BoundSocket> kept = new CompletableFuture<>();
        server.deregister().addListener(done -> {
            if (done.isSuccess()) {
                // The selector lets go of it when it looks the next time, and a task with a delay runs after that.
                server.eventLoop()
                        .schedule(() -> kept.complete(server.attr(SOCKET).get()), 1, TimeUnit.MILLISECONDS);
            } else {
                kept.completeExceptionally(done.cause());
            }
        });
        return kept;
    }

    /** A socket of the JDK's, which one acceptor after the other looks after. */
    private record NioSocket(ListenAddress listen, ServerSocketChannel socket) implements BoundSocket {
        static NioSocket open(ListenAddress listen) {
            try {
                return new NioSocket(
                        listen,
                        listen.path().isPresent()
                                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                                : ServerSocketChannel.open());
            } catch (IOException e) {
                throw new ChannelException(e.getMessage(), e);
            }
        }

        @Override
        public ServerChannel channel() {
            ServerChannel channel =
                    listen.path().isPresent() ? new NioServerDomainSocketChannel(socket) : new TcpServerChannel(socket);
            channel.attr(SOCKET).set(this);
            return channel;
        }

        @Override
        public void close() {
            try {
                socket.close();
                Optional<SocketFile> file = listen.path().map(SocketFile::new);
                if (file.isPresent()) {
                    file.get().makeRoom();
                }
            } catch (IOException e) {
                // Closed it is in any case. A file that stays is removed by the acceptor that listens there next.
            }
        }
    }
}
