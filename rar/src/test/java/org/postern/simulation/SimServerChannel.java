package org.postern.simulation;

import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.postern.net.BoundSocket;

/** A listening socket of the simulated network. */
final class SimServerChannel extends AbstractServerChannel {
    private final SimNetwork network;
    private final SimProcess process;
    private final ChannelConfig config;
    private final Deque<Link> backlog;
    private InetSocketAddress local;
    private IoRegistration registration;
    private boolean open = true;
    private boolean wanted;

    SimServerChannel(SimNetwork network, SimProcess process) {
        this(network, process, new ArrayDeque<>());
    }

    private SimServerChannel(SimNetwork network, SimProcess process, Deque<Link> backlog) {
        this.network = network;
        this.process = process;
        this.backlog = backlog;
        this.config = new SimChannelConfig(this, network.buffers());
        process.whenItDies(this::release);
    }

    SimNetwork network() {
        return network;
    }

    SimProcess process() {
        return process;
    }

    /** Somebody connects. */
    void comes(Link link) {
        backlog.add(link);
        if (isRegistered()) {
            eventLoop().execute(this::accept);
        }
    }

    /** What is left of it without an event loop: whoever connects waits. */
    BoundSocket kept() {
        return new BoundSocket() {
            @Override
            public ServerChannel channel() {
                SimServerChannel next = new SimServerChannel(network, process, backlog);
                next.local = local;
                open = false;
                network.replace(local, SimServerChannel.this, next);
                return next;
            }

            @Override
            public void close() {
                doClose();
            }
        };
    }

    private void accept() {
        if (!open || !wanted || backlog.isEmpty()) {
            return;
        }
        wanted = false;
        while (!backlog.isEmpty()) {
            pipeline().fireChannelRead(new SimChannel(this, backlog.poll()));
        }
        pipeline().fireChannelReadComplete();
    }

    private void release() {
        if (local != null) {
            network.release(local, this);
        }
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        ((IoEventLoop) eventLoop()).register(new Handle()).addListener(registered -> {
            registration = (IoRegistration) registered.getNow();
            promise.setSuccess();
        });
    }

    @Override
    protected void doBind(SocketAddress address) throws IOException {
        network.listen((InetSocketAddress) address, this);
        local = (InetSocketAddress) address;
    }

    @Override
    protected void doClose() {
        open = false;
        release();
        backlog.forEach(link -> {
            link.down().reset();
            link.closeServer();
        });
        backlog.clear();
    }

    @Override
    protected void doDeregister() {
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    protected void doBeginRead() {
        wanted = true;
        if (!backlog.isEmpty()) {
            eventLoop().execute(this::accept);
        }
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop instanceof SimEventLoop;
    }

    @Override
    protected SocketAddress localAddress0() {
        return local;
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open && local != null;
    }

    private final class Handle implements IoHandle {
        @Override
        public void handle(IoRegistration from, IoEvent event) {
            throw new UnsupportedOperationException("readiness is told by tasks");
        }

        @Override
        public void close() {
            unsafe().close(unsafe().voidPromise());
        }
    }
}
