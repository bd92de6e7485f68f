package org.postern.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postern.bench.machine.Loopback;

/**
 * Clients of servers on loopback, all on one thread. They come from sixty addresses, so that ports do not run out and no limit of
 * connections of one peer is met.
 */
public final class Clients implements AutoCloseable {
    private static final int FIRST_SOURCE = 2;
    private static final int SOURCES = 60;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int PATIENCE_SECONDS = 120;
    private static final long LOOK_MILLIS = 5;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final TlsClients tls;
    private final List<InetAddress> sources = new ArrayList<>();
    private int source;

    /** Connects to nothing yet. */
    public Clients() throws IOException {
        tls = new TlsClients();
        for (int i = 0; i < SOURCES; i++) {
            sources.add(Loopback.ip(FIRST_SOURCE + i));
        }
    }

    TlsClients tls() {
        return tls;
    }

    /** Opens a connection, or tells the conversation that there is none. On the event loop. */
    void connect(int port, ClientConversation conversation) {
        source = (source + 1) % SOURCES;
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(conversation)
                .connect(new InetSocketAddress(Loopback.SERVERS, port), new InetSocketAddress(sources.get(source), 0))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        conversation.unconnected(done.cause());
                    }
                });
    }

    /** Runs something on the event loop later. */
    void after(Duration delay, Runnable task) {
        loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs something on the event loop and waits for what it returns. */
    <T> T call(Callable<T> task) throws InterruptedException {
        Future<T> result = loop.submit(task);
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The clients' thread did not do what it was asked for", e);
        }
    }

    /** Looks again and again, on the event loop, until something is so, or for so long. */
    void await(Callable<Boolean> event, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!call(event) && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
