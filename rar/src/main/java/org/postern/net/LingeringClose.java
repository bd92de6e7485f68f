package org.postern.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import org.postern.smtp.Step.CloseReason;

/** The end of one connection, from our side. */
final class LingeringClose {
    private final ChannelHandlerContext ctx;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final TlsUpgrade tls;
    private final Receipts receipts;

    LingeringClose(ChannelHandlerContext ctx, Incoming incoming, Outgoing outgoing, TlsUpgrade tls, Receipts receipts) {
        this.ctx = ctx;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.tls = tls;
        this.receipts = receipts;
    }

    /**
     * Sends what was said and closes: at once where the client has ended its direction, waits for the end, or could read
     * nothing more of ours. But one that said QUIT together with its message has not shown yet that it knows what became of
     * that.
     */
    void after(CloseReason reason) {
        boolean quit = reason == CloseReason.QUIT || reason == CloseReason.CLIENT_HELLO_IN_PLAINTEXT;
        if (incoming.hasEnded() || (quit && !receipts.isAwaited())) {
            afterInput();
        } else {
            lingering();
        }
    }

    /**
     * Sends what was said and closes. The client may be sending: closing with octets unread makes the operating system
     * reset the connection, and the client might never see the last reply. So only our direction is closed; the other one
     * is closed by the client, or by {@link ClientDeadline#forEnd}.
     */
    void lingering() {
        outgoing.flush().addListener(sent -> {
            if (ctx.channel() instanceof DuplexChannel channel) {
                tls.endOutput(ctx.newPromise()).addListener(ended -> channel.shutdownOutput());
                ctx.read();
            } else {
                ctx.close();
            }
        });
    }

    /** Sends what was said to a client that has ended its direction, and closes. */
    void afterInput() {
        outgoing.flush().addListener(sent -> ctx.close());
    }

    /** Closes at once. What was sent need not have arrived. */
    void breakOff() {
        receipts.lose();
        ctx.close();
    }
}
