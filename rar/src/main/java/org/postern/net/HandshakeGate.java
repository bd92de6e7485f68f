package org.postern.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the TLS layer until the handshake is complete, and keeps what the client sends until it is the turn of its
 * connection ({@link HandshakeTurns}): no more than was read at once, and what one more look brings, which shows whether the
 * client still waits.
 */
final class HandshakeGate extends ChannelInboundHandlerAdapter implements HandshakeTurns.Step {
    private final HandshakeTurns turns;
    private final BooleanSupplier begun;
    private final Deque<Object> kept = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext gate;
    private boolean waiting;
    private boolean taking;

    /**
     * Keeps nothing yet.
     *
     * @param begun whether the server has answered the client
     */
    HandshakeGate(HandshakeTurns turns, BooleanSupplier begun) {
        this.turns = turns;
        this.begun = begun;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        gate = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        kept.add(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (waiting) {
            return;
        }
        if (kept.isEmpty()) {
            ctx.fireChannelReadComplete();
            return;
        }
        waiting = turns.queue(this, begun.getAsBoolean());
        if (waiting) {
            ctx.read();
        }
    }

    @Override
    public void take() {
        ChannelHandlerContext ctx = gate;
        if (ctx == null) {
            throw new IllegalStateException("The handler is not part of a pipeline");
        }
        waiting = false;
        taking = true;
        for (Object next = kept.poll(); next != null; next = kept.poll()) {
            if (next instanceof ChannelInputShutdownEvent) {
                ctx.fireUserEventTriggered(next);
            } else {
                ctx.fireChannelRead(next);
            }
        }
        taking = false;
        ctx.fireChannelReadComplete();
    }

    /** What an answered client has said before is heard first. Another will not complete a handshake: its connection ends now. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (waiting && event instanceof ChannelInputShutdownEvent && begun.getAsBoolean()) {
            kept.add(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** What an answered client has said before may be an alert that tells why. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (waiting && begun.getAsBoolean()) {
            turns.forget(this);
            take();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (!taking) {
            leave();
        }
    }

    private void leave() {
        turns.forget(this);
        waiting = false;
        for (Object next = kept.poll(); next != null; next = kept.poll()) {
            ReferenceCountUtil.release(next);
        }
    }
}
