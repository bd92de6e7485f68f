package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands in front of the TLS layer and lets no client renegotiate. TLS 1.2 allows it (RFC 5246 section 7.4.1.1), JSSE
 * does it without telling its caller and has no switch for it but one for the whole JVM, and each costs the server a
 * handshake.
 *
 * <p>The headers of records are never encrypted, and tell enough: behind the client's ChangeCipherSpec exactly one more
 * record of type handshake may come, Finished. TLS 1.3 has no renegotiation, and everything of it that comes later (KeyUpdate
 * too) looks like application data (RFC 8446 section 5.2), but for one: a second ClientHello, in as many records as the client
 * likes, when the server has answered the first with a HelloRetryRequest. That one is recognised when it leaves, and so is the
 * ServerHello after it: by then the client may have come down to TLS 1.2.
 */
final class RenegotiationGuard extends ChannelDuplexHandler {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;

    /** Where the random value of a ServerHello is in its record, and what makes it a HelloRetryRequest (RFC 8446 section 4.1.3). */
    private static final int RANDOM_AT = 11;

    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    private final RecordHeaders headers = new RecordHeaders(this::record, alert -> {});
    private boolean changedCipher;
    private boolean finished;
    private boolean renegotiating;

    /** The server has asked for another ClientHello. */
    private boolean retrying;

    /** The server has chosen, and with it the version. */
    private boolean chosen;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!chosen && message instanceof ByteBuf octets && isHandshake(octets)) {
            answered(isRetry(octets));
        }
        ctx.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean refusedBefore = renegotiating;
        if (message instanceof ByteBuf octets && !refusedBefore) {
            headers.follow(octets);
        }
        if (!renegotiating) {
            ctx.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (!refusedBefore) {
            ctx.fireExceptionCaught(new RenegotiationException());
        }
    }

    /** What came before the last ClientHello, such as a ChangeCipherSpec for the eyes of middleboxes, counts no more. */
    private void answered(boolean again) {
        changedCipher = false;
        finished = false;
        retrying = again;
        chosen = !again;
    }

    private static boolean isHandshake(ByteBuf octets) {
        return octets.isReadable() && octets.getUnsignedByte(octets.readerIndex()) == HANDSHAKE;
    }

    private static boolean isRetry(ByteBuf octets) {
        int length = RETRY.length() / 2;
        int at = octets.readerIndex();
        return octets.readableBytes() >= RANDOM_AT + length
                && ByteBufUtil.hexDump(octets, at + RANDOM_AT, length).equals(RETRY);
    }

    private void record(int type) {
        if (type == CHANGE_CIPHER_SPEC) {
            changedCipher = true;
        } else if (type == HANDSHAKE && changedCipher && !retrying) {
            renegotiating |= finished;
            finished = true;
        }
    }
}
