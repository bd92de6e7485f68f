package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.Optional;
import org.postern.smtp.Reply;

/** Collects the replies to what was read together, so that they leave together (RFC 2920 section 3.2). */
final class Outgoing {
    /** A batch has an end: a peer that sends but does not read must not fill our memory with replies. */
    private static final int MAX_BATCH = 16 * 1024;

    private final ChannelHandlerContext ctx;
    private final Optional<Transcript> transcript;
    private final Receipts receipts;
    private ByteBuf batch = Unpooled.EMPTY_BUFFER;

    Outgoing(ChannelHandlerContext ctx, Optional<Transcript> transcript, Receipts receipts) {
        this.ctx = ctx;
        this.transcript = transcript;
        this.receipts = receipts;
    }

    void add(Reply reply) {
        if (isEmpty()) {
            batch = ctx.alloc().buffer();
        }
        batch.writeBytes(reply.encode());
        transcript.ifPresent(kept -> kept.sent(reply));
        if (batch.readableBytes() > MAX_BATCH) {
            flush();
        }
    }

    /** Sends what was collected. The result is that of the last octet. */
    ChannelFuture flush() {
        ByteBuf full = batch;
        batch = Unpooled.EMPTY_BUFFER;
        ChannelFuture flush = ctx.writeAndFlush(full);
        receipts.leaveWith(flush);
        return flush;
    }

    /** Octets of memory that it takes. */
    int held() {
        return batch.capacity();
    }

    boolean isEmpty() {
        return !batch.isReadable();
    }

    /** Drops what was collected. */
    void release() {
        batch.release();
        batch = Unpooled.EMPTY_BUFFER;
    }
}
