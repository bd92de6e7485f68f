package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postern.tls.ClientHello;

/**
 * Stands in the place of the TLS layer until the whole ClientHello is there, however it is fragmented, and has it read:
 * the certificate depends on it. Nothing is consumed, the TLS layer gets it all again.
 */
final class ClientHelloReader extends SslClientHelloHandler<Optional<ClientHello>> {
    /** Those with post-quantum keys have about 2 KiB. */
    private static final int MAX_LENGTH = 16 * 1024;

    private static final int HEADER_LENGTH = 4;
    private static final int CLIENT_HELLO = 1;

    private final Consumer<Optional<ClientHello>> reader;

    /**
     * Takes who reads it. The reader has to put the TLS layer in the place of this handler.
     *
     * @param reader gets nothing when there is no ClientHello, or none that can be understood
     */
    ClientHelloReader(Consumer<Optional<ClientHello>> reader) {
        super(MAX_LENGTH);
        this.reader = reader;
    }

    @Override
    protected Future<Optional<ClientHello>> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf body) {
        return ctx.executor().newSucceededFuture(body == null ? Optional.empty() : parse(body));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, Future<Optional<ClientHello>> hello) {
        reader.accept(hello.getNow());
    }

    /** TLS was promised: whatever there may be to say, it is not said in plaintext. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        promise.setFailure(new SSLException("There is no TLS yet"));
    }

    /** Puts the header of the handshake message back that was taken off (RFC 8446 section 4). */
    private static Optional<ClientHello> parse(ByteBuf body) {
        ByteBuffer message = ByteBuffer.allocate(HEADER_LENGTH + body.readableBytes());
        message.putInt(CLIENT_HELLO << 24 | body.readableBytes());
        body.getBytes(body.readerIndex(), message);
        return ClientHello.parse(message.flip());
    }
}
