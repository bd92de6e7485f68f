package org.postern.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/**
 * One address and the connections that came in through it. It can be bound and freed again and again, by one thread at a
 * time; everything else is thread-safe.
 */
public final class Acceptor {
    /** The loop may have to wait for its thread. */
    private static final Duration BIND_TIMEOUT = Duration.ofSeconds(5);

    /** Octets of the values in a header of the PROXY protocol. */
    private static final int LONGEST_PROXY_HEADER = 8 * 1024;

    private final Supplier<AcceptorSettings> settings;
    private final ConnectionServices services;
    private final MessageHandlerFactory handlers;
    private final ChannelGroup connections;
    private final CommonValues common = new CommonValues();
    private volatile @Nullable Channel server;
    private volatile boolean turningAway;

    /**
     * Prepares everything, and binds nothing yet.
     *
     * @param settings for connections that begin now; what has to do with the address itself stays the same
     */
    public Acceptor(Supplier<AcceptorSettings> settings, ConnectionServices services, MessageHandlerFactory handlers) {
        this.settings = settings;
        this.services = services;
        this.handlers = handlers;
        // Not an event loop, which may have ended when the last connection does: what waits for that
        // would not hear of it.
        this.connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    }

    /** Those that are in force now. */
    public AcceptorSettings settings() {
        return settings.get();
    }

    public ListenAddress listen() {
        return settings().listen();
    }

    /**
     * Binds the address and begins to accept. Blocks until that is done.
     *
     * @throws IOException if the address cannot be had; nothing is left of the attempt
     */
    public void bind() throws IOException {
        Optional<SocketFile> file = listen().path().map(SocketFile::new);
        if (file.isPresent()) {
            file.get().makeRoom();
        }
        server = ready(bootstrap(services.io().transport().servers(listen())).bind(listen().socketAddress()));
        if (file.isPresent()) {
            try {
                file.get().admitAllUsers();
            } catch (IOException e) {
                unbind();
                throw e;
            }
        }
    }

    /**
     * Goes on to accept where another acceptor has kept the address. Blocks until that is done.
     *
     * @throws IOException if that is not possible; the address is free then
     */
    public void goOn(BoundSocket kept) throws IOException {
        server = ready(bootstrap(kept::channel).register());
    }

    /** Frees the address, if it is bound, and blocks until it is free, or its loop is out of order. Connections go on. */
    public void unbind() {
        Channel bound = server;
        server = null;
        // Loops that have ended have closed it, and would not say so.
        if (bound != null && bound.isOpen()) {
            free(bound);
        }
    }

    /**
     * Accepts no more, and lets clients that connect wait. Blocks until that is so. Connections go on.
     *
     * @return empty if the address is not bound
     */
    public Optional<BoundSocket> keep() {
        Channel bound = server;
        server = null;
        if (bound == null) {
            return Optional.empty();
        }
        CompletableFuture<BoundSocket> kept =
                services.io().transport().keep(bound).toCompletableFuture();
        if (services.time().await(kept, BIND_TIMEOUT) && !kept.isCompletedExceptionally()) {
            return Optional.of(kept.join());
        }
        free(bound);
        return Optional.empty();
    }

    /**
     * Ends each connection with 421: at once, or after the delivery that it is waiting for. Those that come later hear it
     * instead of a greeting.
     */
    public void shutDownConnections() {
        turningAway = true;
        for (Channel channel : connections) {
            channel.eventLoop().execute(() -> {
                Connection connection = channel.pipeline().get(Connection.class);
                if (connection != null) {
                    connection.shutDown();
                }
            });
        }
    }

    /** Serves connections that come from now on. */
    public void serveConnections() {
        turningAway = false;
    }

    /** How many there are, also those that end. */
    public int connections() {
        return connections.size();
    }

    /** Waits until all connections have ended. Tells whether they have. */
    public boolean awaitConnections(Duration timeout) {
        return connections.isEmpty()
                || services.time().await(NettyFutures.ended(connections.newCloseFuture()), timeout);
    }

    private Channel ready(ChannelFuture bound) throws IOException {
        if (!services.time().await(NettyFutures.ended(bound), BIND_TIMEOUT)) {
            bound.addListener(late -> bound.channel().close());
            throw new IOException("The container gave the event loops no thread "
                    + services.time().tooLate(BIND_TIMEOUT));
        }
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        Channel channel = bound.channel();
        channel.pipeline().addLast(new AcceptTrouble(listen(), services.events()));
        channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
        return channel;
    }

    private void free(Channel bound) {
        if (await(bound.close())) {
            // The selector lets go of a closed socket when it looks the next time: only then is the address free. A
            // task with a delay runs after that.
            try {
                await(bound.eventLoop().schedule(() -> {}, 1, TimeUnit.MILLISECONDS));
            } catch (RejectedExecutionException e) {
                // The loop has ended, and has let go of everything.
            }
        }
    }

    private boolean await(Future<?> future) {
        return services.time().await(NettyFutures.ended(future), BIND_TIMEOUT);
    }

    private ServerBootstrap bootstrap(ChannelFactory<? extends ServerChannel> channels) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(services.io().loops().group())
                .option(ChannelOption.SO_BACKLOG, listen().backlog())
                .option(ChannelOption.ALLOCATOR, services.io().loops().buffers())
                // It accepts as soon as it reads, and must not before all that take what it accepts are in place.
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOCATOR, services.io().loops().buffers())
                // Octets are read when the connection can take them: that is all the backpressure there is.
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new ReadSizes())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        bootstrap.channelFactory(channels);
        return listen().path().isPresent()
                ? bootstrap
                : bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
    }

    private void accept(Channel channel) {
        AcceptorSettings settings = settings();
        channel.config()
                .setWriteBufferWaterMark(common.unread(settings.buffers().maxUnreadReplyBytes()));
        ConnectionFacts facts;
        if (settings.listen().path().isPresent()) {
            facts = new ConnectionFacts(
                    services.ids().next(),
                    new InetSocketAddress(settings.listen().ip(), 0),
                    settings.listen().localAddress());
        } else if (channel.remoteAddress() instanceof InetSocketAddress peer
                && channel.localAddress() instanceof InetSocketAddress local) {
            facts = new ConnectionFacts(services.ids().next(), peer, common.local(local));
        } else {
            channel.close(); // Gone before it was looked at.
            return;
        }
        if (settings.peers().isProxy(facts.peer().getAddress())) {
            channel.pipeline()
                    .addLast(new HAProxyMessageDecoder(LONGEST_PROXY_HEADER, true))
                    .addLast(new ProxiedConnection(
                            facts,
                            settings.timeouts().handshake(),
                            services.events(),
                            described -> admit(channel, described, settings)));
        } else {
            admit(channel, facts, settings);
        }
    }

    private void admit(Channel channel, ConnectionFacts facts, AcceptorSettings settings) {
        InetAddress peer = facts.peer().getAddress();
        Optional<ConnectionCounter.Limit> exceeded =
                services.limits().connections().add(peer);
        channel.closeFuture()
                .addListener(closed -> services.limits().connections().remove(peer));
        if (!settings.peers().serve(peer)) {
            exceeded = Optional.of(ConnectionCounter.Limit.NETWORK);
        }
        if (exceeded.isPresent()) {
            services.events().refused(facts, exceeded.get());
            refuse(channel, refusal(exceeded.get()));
            return;
        }
        connections.add(channel);
        // Looked at after the connection can be found: whichever comes second, one of the two sees the other.
        if (turningAway) {
            refuse(channel, Replies.shuttingDown(settings.conversation().hostName()));
            return;
        }
        channel.pipeline().addLast(new Connection(facts, settings, services, handlers));
    }

    /** A peer that waits for a TLS handshake could not read a reply. */
    private void refuse(Channel channel, Reply reply) {
        if (listen().implicitTls()) {
            channel.close();
        } else {
            channel.pipeline().addLast(new RefusedConnection(reply));
        }
    }

    private Reply refusal(ConnectionCounter.Limit limit) {
        String hostName = settings().conversation().hostName();
        return switch (limit) {
            case IN_ALL -> Replies.tooManyConnections(hostName);
            case NETWORK -> Replies.notServed(hostName);
            case OF_NETWORK, RATE_OF_PEER, OF_PEER -> Replies.tooManyConnectionsFromPeer(hostName);
        };
    }
}
