package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Netty's TLS layer, which tells how much it keeps, and bounds what its engine keeps: a message of the handshake protocol,
 * which may come in many records and never end (KeyUpdate, RFC 8446 section 4.6.3), and of which nothing outside sees
 * anything.
 */
final class TlsLayer extends SslHandler {
    /** Clients send a KeyUpdate of 27 octets, each after many records of content, or a record with nothing but padding. */
    private static final int MOST_WITHOUT_PLAINTEXT = 4 * 1024;

    /**
     * The client has ended its direction in order. Netty has such an event as well, which comes once our direction has ended,
     * too, where the engine is of BoringSSL: it would prove that the client knows what it need not have read.
     */
    static final Object CLOSE_NOTIFIED = new Object();

    private boolean heard;
    private boolean closeNotified;
    private int withoutPlaintext;

    TlsLayer(SSLEngine engine) {
        super(engine);
    }

    TlsLayer(SSLEngine engine, Executor tasks) {
        super(engine, tasks);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        super.channelRead(ctx, message instanceof ByteBuf octets ? FittingBuffer.of(ctx.alloc(), octets) : message);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws SSLException {
        int before = in.readableBytes();
        boolean agreed = handshakeFuture().isSuccess(); // Its last record may be a large one.
        heard = false;
        super.decode(ctx, in, out);
        withoutPlaintext = heard || !agreed ? 0 : withoutPlaintext + before - in.readableBytes();
        if (agreed && !closeNotified && engine().isInboundDone()) {
            closeNotified = true;
            ctx.fireUserEventTriggered(CLOSE_NOTIFIED);
        }
        if (withoutPlaintext > MOST_WITHOUT_PLAINTEXT) {
            throw new SSLException("The client sends records without content");
        }
    }

    /** Something has come out of it. */
    void heard() {
        heard = true;
    }

    /** The room of what has come of a record that is not complete, and of records that may be parts of something. */
    int held() {
        return internalBuffer().capacity() + withoutPlaintext;
    }
}
