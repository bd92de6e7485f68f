package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands in front of the TLS layer and lets no client renegotiate. TLS 1.2 allows it (RFC 5246 section 7.4.1.1), JSSE
 * does it without telling anyone and has no switch for it but one for the whole JVM, and each costs the server a
 * handshake.
 *
 * <p>The headers of records are never encrypted, and tell enough: behind the client's ChangeCipherSpec exactly one more
 * record of type handshake may come. In TLS 1.2 it is Finished; in TLS 1.3 it is the second ClientHello, when the first
 * one was not good enough, and everything later (KeyUpdate too) looks like application data (RFC 8446 section 5.2).
 *
 * <p>A second ClientHello that is cut into several records is refused as well: an encrypted record does not tell what
 * is in it, so the two look the same.
 */
final class RenegotiationGuard extends ChannelInboundHandlerAdapter {
    /** Type, version (2 octets) and length (2 octets), in all versions of TLS. */
    private static final int HEADER_LENGTH = 5;

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;

    private int headerOctets;
    private int type;
    private int length;
    private int toSkip;
    private boolean changedCipher;
    private boolean finished;
    private boolean renegotiating;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean refusedBefore = renegotiating;
        if (message instanceof ByteBuf octets && !refusedBefore) {
            look(octets);
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

    /** Follows the records through a piece of the stream, and leaves its reader where it is. */
    private void look(ByteBuf octets) {
        int at = octets.readerIndex();
        while (at < octets.writerIndex() && !renegotiating) {
            if (toSkip > 0) {
                int skipped = Math.min(toSkip, octets.writerIndex() - at);
                toSkip -= skipped;
                at += skipped;
            } else {
                header(octets.getUnsignedByte(at++));
            }
        }
    }

    private void header(int octet) {
        switch (headerOctets++) {
            case 0 -> type = octet;
            case 3 -> length = octet << 8;
            case 4 -> length |= octet;
            default -> {}
        }
        if (headerOctets == HEADER_LENGTH) {
            headerOctets = 0;
            toSkip = length;
            record();
        }
    }

    private void record() {
        if (type == CHANGE_CIPHER_SPEC) {
            changedCipher = true;
        } else if (type == HANDSHAKE && changedCipher) {
            renegotiating = finished;
            finished = true;
        }
    }
}
