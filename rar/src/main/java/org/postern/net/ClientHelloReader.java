package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.postern.tls.ClientHello;

/**
 * Stands in the place of the TLS layer until the whole ClientHello is there, however it is fragmented, and has it read:
 * certificate and engine depend on it. Nothing is consumed, the TLS layer gets it all again.
 */
final class ClientHelloReader extends SslClientHelloHandler<SSLEngine> {
    /** With the headers of its records. Those with post-quantum keys have about 2 KiB, and no engine takes one over 32 KiB. */
    private static final int MAX_OCTETS = 64 * 1024;

    private static final int HEADER_LENGTH = 4;
    private static final int CLIENT_HELLO = 1;

    private final SSLEngine usual;
    private final Function<Optional<ClientHello>, CompletionStage<SSLEngine>> engines;
    private final Consumer<SSLEngine> successor;
    private @Nullable PendingWriteQueue unsaid;
    private boolean looked;
    private boolean usualIsChosen;

    /**
     * Takes who reads it.
     *
     * @param usual for clients whose ClientHello calls for no other; freed if it does, or if the connection ends before
     * @param engines gets nothing when there is no ClientHello, or none that can be understood; never fails
     * @param successor has to put the TLS layer in the place of this handler
     */
    ClientHelloReader(
            SSLEngine usual,
            Function<Optional<ClientHello>, CompletionStage<SSLEngine>> engines,
            Consumer<SSLEngine> successor) {
        super(0); // Its own limit would cut the connection without an alert.
        this.usual = usual;
        this.engines = engines;
        this.successor = successor;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (!looked && in.readableBytes() > MAX_OCTETS) {
            onLookupComplete(ctx, lookup(ctx, null));
        } else {
            super.decode(ctx, in, out);
        }
    }

    @Override
    protected Future<SSLEngine> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf body) {
        looked = true;
        Promise<SSLEngine> chosen = ctx.executor().newPromise();
        engines.apply(body == null ? Optional.empty() : parse(body)).thenAccept(chosen::setSuccess);
        return chosen;
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, Future<SSLEngine> engine) {
        SSLEngine chosen = engine.getNow();
        if (!ctx.isRemoved()) {
            usualIsChosen = chosen == usual;
            successor.accept(chosen);
        } else if (chosen != usual) {
            ReferenceCountUtil.safeRelease(chosen);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        unsaid = new PendingWriteQueue(ctx);
    }

    /** TLS was promised: whatever there is to say waits for it, as it would in the TLS layer. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        unsaid().add(message, promise);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        super.handlerRemoved0(ctx);
        if (!usualIsChosen) {
            ReferenceCountUtil.safeRelease(usual);
        }
        unsaid().removeAndWriteAll(); // To whatever has taken this place.
        ctx.flush();
    }

    private PendingWriteQueue unsaid() {
        PendingWriteQueue current = unsaid;
        if (current == null) {
            throw new IllegalStateException("The handler is not part of a pipeline");
        }
        return current;
    }

    /** Puts the header of the handshake message back that was taken off (RFC 8446 section 4). */
    private static Optional<ClientHello> parse(ByteBuf body) {
        ByteBuffer message = ByteBuffer.allocate(HEADER_LENGTH + body.readableBytes());
        message.putInt(CLIENT_HELLO << 24 | body.readableBytes());
        body.getBytes(body.readerIndex(), message);
        return ClientHello.parse(message.flip());
    }
}
