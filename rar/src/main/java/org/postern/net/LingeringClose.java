package org.postern.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import org.postern.smtp.Step.CloseReason;

/** The end of one connection, from our side. */
final class LingeringClose {
    private final ChannelHandlerContext ctx;
    private final Outgoing outgoing;
    private final TlsUpgrade tls;
    private final Receipts receipts;

    LingeringClose(ChannelHandlerContext ctx, Outgoing outgoing, TlsUpgrade tls, Receipts receipts) {
        this.ctx = ctx;
        this.outgoing = outgoing;
        this.tls = tls;
        this.receipts = receipts;
    }

    /**
     * Sends what was said and closes: at once where the peer waits for that, or could read nothing more of ours. But one
     * that said QUIT together with its message has not shown yet that it knows what became of that.
     */
    void afterReply(CloseReason reason) {
        boolean quit = reason == CloseReason.QUIT || reason == CloseReason.CLIENT_HELLO_IN_PLAINTEXT;
        if (quit && !receipts.isAwaited()) {
            afterInput();
        } else {
            lingering();
        }
    }

    /**
     * Sends what was said and closes. The peer may be sending: closing with octets unread makes the operating system
     * reset the connection, and the peer might never see the last reply. So only our direction is closed, and somebody
     * has to close the other one after a moment.
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

    /** Sends what was said to a peer that has ended its direction, and closes. */
    void afterInput() {
        outgoing.flush().addListener(sent -> ctx.close());
    }
}
