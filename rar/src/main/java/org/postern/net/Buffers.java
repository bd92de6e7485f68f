package org.postern.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.postern.smtp.Conversation;

/**
 * What one connection keeps of octets that have come and are not understood yet, and of replies that its peer does not read:
 * counted in the budget of all connections whenever an event of this one has been dealt with. On the event loop only.
 */
final class Buffers {
    private final Channel channel;
    private final Conversation conversation;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final TlsUpgrade tls;
    private final Holding holding;
    private long counted;
    private boolean closed;

    Buffers(
            Channel channel,
            Conversation conversation,
            Incoming incoming,
            Outgoing outgoing,
            TlsUpgrade tls,
            MemoryBudget budget) {
        this.channel = channel;
        this.conversation = conversation;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.tls = tls;
        this.holding = new Holding(budget);
    }

    /** Counts what is kept now. Tells whether all of it may be kept. */
    boolean count() {
        if (closed) {
            return true;
        }
        long more = heldAnyhow() + incoming.held() + conversation.held() - counted;
        if (more > 0 && !holding.takeFairly(more)) {
            return false;
        }
        if (more < 0) {
            holding.giveBack(-more);
        }
        counted += more;
        return true;
    }

    /** What would stay while the peer is told that its connection ends. */
    long heldAnyhow() {
        return tls.held() + outgoing.held() + unsent();
    }

    /** The connection is gone. */
    void close() {
        closed = true;
        holding.close();
    }

    private long unsent() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent == null ? 0 : unsent.totalPendingWriteBytes();
    }
}
