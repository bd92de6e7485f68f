package org.postern.simulation;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * The server's end of a connection. Behaves as a socket of NIO: reads only when asked to, tells an end or a reset when it
 * reads, meets a reset when it writes.
 */
final class SimChannel extends AbstractChannel implements DuplexChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

    private final SimNetwork network;
    private final Link link;
    private final SimChannelConfig config;
    private IoRegistration registration;
    private boolean open = true;
    private boolean readWanted;
    private boolean readPlanned;
    private boolean inputShutdown;
    private boolean inputShutdownTold;
    private boolean outputShutdown;
    private boolean flushBlocked;

    SimChannel(SimServerChannel parent, Link link) {
        super(parent, parent.network().nextId());
        this.network = parent.network();
        this.link = link;
        this.config = new SimChannelConfig(this, parent.network().buffers());
        parent.process().whenItDies(() -> open = false);
        link.up().whenReadable(this::planRead);
        link.down().whenWritable(this::planFlush);
    }

    private void planRead() {
        if (open && readWanted && !readPlanned && isRegistered()) {
            readPlanned = true;
            World world = network.world();
            if (network.isLateToRead()) {
                world.after(Duration.ofNanos(world.between(1L, 20_000_000L)), this::readSoon);
            } else {
                readSoon();
            }
        }
    }

    private void readSoon() {
        if (open && isRegistered()) {
            eventLoop().execute(((SocketUnsafe) unsafe())::readNow);
        }
    }

    private void planFlush() {
        if (open && flushBlocked && isRegistered()) {
            eventLoop().execute(((SocketUnsafe) unsafe())::flushNow);
        }
    }

    @Override
    protected void doBeginRead() {
        if (inputShutdown && inputShutdownTold) {
            return;
        }
        readWanted = true;
        if (inputShutdown || link.up().available() > 0 || link.up().standing() != Pipe.Standing.OPEN) {
            planRead();
        }
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws IOException {
        for (Object message = out.current(); message != null; message = out.current()) {
            if (link.up().standing() == Pipe.Standing.RESET) {
                throw new IOException("Broken pipe");
            }
            ByteBuf octets = (ByteBuf) message;
            byte[] copy = new byte[octets.readableBytes()];
            octets.getBytes(octets.readerIndex(), copy);
            int written = link.down().write(copy, 0, copy.length);
            out.progress(written);
            if (written < copy.length) {
                octets.skipBytes(written);
                flushBlocked = true;
                return;
            }
            out.remove();
        }
        flushBlocked = false;
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        return message;
    }

    @Override
    protected void doClose() {
        open = false;
        link.closeServer();
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doBind(SocketAddress local) {
        throw new UnsupportedOperationException("accepted");
    }

    @Override
    protected void doShutdownOutput() {
        outputShutdown = true;
        link.down().end();
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        ((IoEventLoop) eventLoop()).register((SocketUnsafe) unsafe()).addListener(registered -> {
            registration = (IoRegistration) registered.getNow();
            promise.setSuccess();
        });
    }

    @Override
    protected void doDeregister() {
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new SocketUnsafe();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop instanceof SimEventLoop;
    }

    @Override
    protected SocketAddress localAddress0() {
        return link.server();
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return link.client();
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
        return open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean isInputShutdown() {
        return inputShutdown;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public boolean isShutdown() {
        return inputShutdown && outputShutdown;
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        inputShutdown = true;
        return promise.setSuccess();
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        if (eventLoop().inEventLoop()) {
            ((AbstractUnsafe) unsafe()).shutdownOutput(promise);
        } else {
            eventLoop().execute(() -> ((AbstractUnsafe) unsafe()).shutdownOutput(promise));
        }
        return promise;
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        inputShutdown = true;
        return shutdownOutput(promise);
    }

    private final class SocketUnsafe extends AbstractUnsafe implements IoHandle {
        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            throw new UnsupportedOperationException("accepted");
        }

        @Override
        public void handle(IoRegistration from, IoEvent event) {
            throw new UnsupportedOperationException("readiness is told by tasks");
        }

        @Override
        public void close() {
            close(voidPromise());
        }

        void flushNow() {
            flushBlocked = false;
            super.flush0();
        }

        /** As a socket: nothing is tried while the peer's window is full. */
        @Override
        protected void flush0() {
            if (!flushBlocked) {
                super.flush0();
            }
        }

        void readNow() {
            readPlanned = false;
            if (!open || !readWanted) {
                return;
            }
            var handle = recvBufAllocHandle();
            handle.reset(config);
            boolean ended = false;
            boolean got = false;
            try {
                do {
                    int guess = Math.max(64, handle.guess());
                    byte[] octets = readOctets(guess);
                    handle.attemptedBytesRead(guess);
                    handle.lastBytesRead(octets.length == 0 ? -1 : octets.length);
                    if (octets.length == 0) {
                        ended = inputShutdown || link.up().standing() == Pipe.Standing.ENDED;
                        break;
                    }
                    handle.incMessagesRead(1);
                    readWanted = false;
                    got = true;
                    pipeline()
                            .fireChannelRead(
                                    config.getAllocator().buffer(octets.length).writeBytes(octets));
                } while (handle.continueReading());
            } catch (IOException e) {
                readWanted = false;
                handle.readComplete();
                pipeline().fireChannelReadComplete();
                pipeline().fireExceptionCaught(e);
                endRead();
                return;
            }
            if (got || ended) {
                readWanted = readWanted && !ended;
                handle.readComplete();
                pipeline().fireChannelReadComplete();
            }
            if (ended) {
                endRead();
            }
        }

        private byte[] readOctets(int atMost) throws IOException {
            if (inputShutdown) {
                return new byte[0];
            }
            byte[] octets = link.up().read(atMost);
            if (octets.length == 0 && link.up().standing() == Pipe.Standing.RESET) {
                throw new IOException("Connection reset by peer");
            }
            return octets;
        }

        private void endRead() {
            if (!open) {
                return;
            }
            if (!inputShutdown) {
                if (config.allowsHalfClosure()) {
                    inputShutdown = true;
                    pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
                } else {
                    close(voidPromise());
                }
            } else if (!inputShutdownTold) {
                inputShutdownTold = true;
                pipeline().fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
            }
        }
    }
}
