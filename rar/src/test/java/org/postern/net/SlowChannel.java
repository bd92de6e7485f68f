package org.postern.net;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Ticker;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One connection as a socket of NIO would serve it, on an event loop that runs when the test says so: it takes as many octets
 * as the client has room for, reads once when it is asked to, and has a time of its own. Netty's EmbeddedChannel does none of it:
 * there each write arrives at once, and tasks run in the middle of others.
 */
final class SlowChannel extends AbstractChannel implements DuplexChannel {
    private final Memory memory;
    private final Config config = new Config(this);
    private final Loop loop;
    private final StringBuilder sent = new StringBuilder();
    private long room;
    private boolean blocked;
    private boolean reading;
    private boolean open = true;
    private boolean inputShutdown;
    private boolean outputShutdown;

    /**
     * Begins the connection.
     *
     * @param unread octets that are kept for a client that does not read
     */
    SlowChannel(ManualClock clock, int unread, ChannelHandler connection) {
        this(clock, unread, connection, Integer.MAX_VALUE);
    }

    /**
     * Begins a connection that runs out of memory.
     *
     * @param buffers how many there are
     */
    SlowChannel(ManualClock clock, int unread, ChannelHandler connection, int buffers) {
        super(null);
        memory = new Memory(buffers);
        loop = new Loop(clock);
        config.setAutoRead(false);
        config.setAllocator(memory);
        config.setWriteBufferWaterMark(new WriteBufferWaterMark(unread / 2, unread));
        pipeline().addLast(connection);
        unsafe().register(loop, newPromise());
        run();
    }

    /** Runs the event loop until it has nothing to do at this moment. */
    void run() {
        while (loop.runNow() > 0) {
            // One task may bring the next.
        }
    }

    /** The client reads: it has room for more octets. */
    void read(int octets) {
        room += octets;
        if (open && blocked) {
            ((SocketUnsafe) unsafe()).flushNow();
        }
        run();
    }

    /** Whether the server has asked for octets of the client, and gets them. */
    boolean isReading() {
        return reading && open && !inputShutdown;
    }

    /** What the client has sent is there. */
    void type(String octets) {
        if (!isReading()) {
            throw new IllegalStateException("The server does not read");
        }
        reading = false;
        pipeline().fireChannelRead(Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1));
        pipeline().fireChannelReadComplete();
        run();
    }

    /** The client sends nothing more, which the server learns when it reads. */
    void end() {
        if (isReading()) {
            reading = false;
            if (config.halfClosed) {
                inputShutdown = true;
                pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            } else {
                close();
            }
            run();
        }
    }

    /** All that has arrived at the client. */
    String sent() {
        return sent.toString();
    }

    /** Octets of buffers that were not released. */
    long leaked() {
        return memory.used();
    }

    /** Whether something is still to happen at some time. */
    boolean hasTimers() {
        return loop.hasTimers();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
        for (Object next = out.current(); next != null; next = out.current()) {
            ByteBuf octets = (ByteBuf) next;
            int taken = (int) Math.min(room, octets.readableBytes());
            sent.append(octets.readCharSequence(taken, StandardCharsets.ISO_8859_1));
            room -= taken;
            out.progress(taken);
            if (octets.isReadable()) {
                blocked = true;
                return;
            }
            out.remove();
        }
    }

    @Override
    protected void doBeginRead() {
        reading = true;
    }

    @Override
    protected void doClose() {
        open = false;
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doShutdownOutput() {
        outputShutdown = true;
    }

    @Override
    protected void doBind(SocketAddress local) {
        throw new UnsupportedOperationException("accepted");
    }

    @Override
    protected void doRegister(ChannelPromise registered) {
        registered.setSuccess();
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        return message;
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new SocketUnsafe();
    }

    @Override
    protected boolean isCompatible(EventLoop any) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        throw new UnsupportedOperationException("no socket");
    }

    @Override
    protected SocketAddress remoteAddress0() {
        throw new UnsupportedOperationException("no socket");
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public ChannelMetadata metadata() {
        return new ChannelMetadata(false);
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
    public ChannelFuture shutdownInput(ChannelPromise done) {
        throw new UnsupportedOperationException("not asked for");
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise done) {
        ((SocketUnsafe) unsafe()).shutdownOutput(done);
        return done;
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise done) {
        throw new UnsupportedOperationException("not asked for");
    }

    private final class SocketUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise done) {
            throw new UnsupportedOperationException("accepted");
        }

        void flushNow() {
            blocked = false;
            super.flush0();
        }

        /** As a socket: nothing is tried while the client has no room. */
        @Override
        protected void flush0() {
            if (!blocked) {
                super.flush0();
            }
        }
    }

    private static final class Memory extends AbstractByteBufAllocator {
        private final UnpooledByteBufAllocator heap = new UnpooledByteBufAllocator(false);
        private int buffers;

        Memory(int buffers) {
            super(false);
            this.buffers = buffers;
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            if (buffers == 0) {
                throw new OutOfMemoryError("as the test wants");
            }
            buffers--;
            return heap.heapBuffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            return newHeapBuffer(initialCapacity, maxCapacity);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }

        long used() {
            return heap.metric().usedHeapMemory();
        }
    }

    private static final class Config extends DefaultChannelConfig {
        private boolean halfClosed;

        Config(Channel channel) {
            super(channel);
        }

        @Override
        public <T> boolean setOption(ChannelOption<T> option, T value) {
            if (option.equals(ChannelOption.ALLOW_HALF_CLOSURE)) {
                halfClosed = (Boolean) value;
                return true;
            }
            return super.setOption(option, value);
        }
    }

    private static final class Loop extends ManualIoEventLoop {
        Loop(ManualClock clock) {
            super(null, Thread.currentThread(), LocalIoHandler.newFactory(), new ClockTicker(clock, clock.nanos()));
        }

        boolean hasTimers() {
            return nextScheduledTaskNano() != -1;
        }
    }

    private record ClockTicker(ManualClock clock, long beginning) implements Ticker {
        @Override
        public long initialNanoTime() {
            return 0;
        }

        @Override
        public long nanoTime() {
            return clock.nanos() - beginning;
        }

        @Override
        public void sleep(long delay, TimeUnit unit) {
            throw new UnsupportedOperationException("event loops do not sleep");
        }
    }
}
