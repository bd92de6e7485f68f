package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection from a trusted proxy, until its header is there. Stands behind Netty's decoder for it. What came behind the
 * header is held until that decoder is gone, because it may have to pass through a TLS layer first.
 */
final class ProxiedConnection extends ChannelInboundHandlerAdapter {
    private final ConnectionFacts socket;
    private final Duration timeout;
    private final ConnectionEvents events;
    private final Consumer<ConnectionFacts> admit;
    private Optional<ConnectionFacts> described = Optional.empty();
    private ByteBuf behindHeader = Unpooled.EMPTY_BUFFER;
    private boolean refused;
    private @Nullable Future<?> timer;

    /**
     * Waits for the header.
     *
     * @param admit adds to the pipeline what goes on with the connection
     */
    ProxiedConnection(
            ConnectionFacts socket, Duration timeout, ConnectionEvents events, Consumer<ConnectionFacts> admit) {
        this.socket = socket;
        this.timeout = timeout;
        this.events = events;
        this.admit = admit;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        timer = ctx.executor()
                .schedule(
                        () -> refuse(ctx, new TimeoutException("none came in time")),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HAProxyMessage header) {
            try {
                described = Optional.of(new ProxyHeader(header).describe(socket));
            } finally {
                header.release();
            }
        } else if (message instanceof ByteBuf octets) {
            behindHeader = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), behindHeader, octets);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!refused) { // The decoder goes on while the channel closes.
            described.ifPresent(facts -> goOn(ctx, facts));
        }
    }

    /** A handler that is added to an active channel is not told so by Netty. */
    private void goOn(ChannelHandlerContext ctx, ConnectionFacts facts) {
        ByteBuf octets = behindHeader;
        behindHeader = Unpooled.EMPTY_BUFFER;
        ChannelPipeline pipeline = ctx.pipeline();
        admit.accept(facts);
        pipeline.remove(this);
        pipeline.fireChannelActive();
        if (octets.isReadable()) {
            pipeline.fireChannelRead(octets);
            pipeline.fireChannelReadComplete();
        } else {
            octets.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The decoder finds values that are longer than the header only when it runs out of octets.
        if (cause instanceof DecoderException || cause instanceof IndexOutOfBoundsException) {
            refuse(ctx, cause);
        } else if (cause instanceof IOException) {
            ctx.close();
        } else {
            events.failed(socket, cause);
            ctx.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        behindHeader.release();
        behindHeader = Unpooled.EMPTY_BUFFER;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void refuse(ChannelHandlerContext ctx, Throwable cause) {
        if (!refused) {
            refused = true; // The decoder complains again about what is left when the channel closes.
            events.proxyHeaderMissing(socket, cause);
        }
        ctx.close();
    }
}
