package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.OptionalInt;

/**
 * Stands in front of the TLS layer until the handshake is over, and knows how far that got: a client that has said nothing has
 * begun none, one that was not answered cannot have disliked a certificate, and one that has sent an alert has said itself what
 * is wrong. OpenSSL says it in plaintext though the rest of TLS 1.3 is encrypted by then (RFC 8446 section 6), and the JDK does
 * not understand that.
 */
final class HandshakeWitness extends ChannelDuplexHandler {
    /** The type of a record of the handshake (RFC 8446 section 5.1). The answer to a ClientHello is never encrypted. */
    private static final int HANDSHAKE = 22;

    private final RecordHeaders headers =
            new RecordHeaders(type -> {}, description -> alert = OptionalInt.of(description));
    private OptionalInt alert = OptionalInt.empty();
    private long heard;
    private boolean answered;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf octets) {
            heard += octets.readableBytes();
            headers.follow(octets);
            ctx.fireChannelRead(FittingBuffer.of(ctx.alloc(), octets));
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf octets && octets.isReadable()) {
            answered |= octets.getUnsignedByte(octets.readerIndex()) == HANDSHAKE;
        }
        ctx.write(message, promise);
    }

    /** Whether the client has sent any octet. */
    boolean hasHeard() {
        return heard > 0;
    }

    /** How many octets of it: the TLS layer may keep all of them, and does not say. */
    long octets() {
        return heard;
    }

    /** The last one that the client has sent in plaintext. */
    OptionalInt alert() {
        return alert;
    }

    /** Whether the server has answered the ClientHello. */
    boolean hasAnswered() {
        return answered;
    }
}
