package org.postern.net;

import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.List;

/**
 * Which outcomes the peer of one connection has not shown to know yet (RFC 1047, ADR 28). It shows that by what it says
 * after the reply has left, having said nothing since its message; or in TLS by close_notify. Nothing else is a proof: not
 * the end of the connection, which a proxy in between may have made of a reset, and not a write that has failed. On the
 * event loop only.
 */
final class Receipts {
    /** A peer that never waits could make us keep any number. Beyond these the oldest come twice at worst. */
    private static final int MOST = 16;

    /** The oldest first: the peer reads replies in their order. */
    private final List<Receipt> awaited = new ArrayList<>(0);

    /** One message, and how far its reply has come. */
    private static final class Receipt {
        private final MessageHandler handler;
        private boolean answered;
        private boolean sent;
        /** The peer does not wait for the reply: what comes behind it need not be said with knowledge of it. */
        private boolean overtaken;

        private Receipt(MessageHandler handler) {
            this.handler = handler;
        }
    }

    /** A message is taken, its outcome is not known. */
    void begin(MessageHandler handler) {
        if (awaited.size() == MOST) {
            awaited.remove(0).handler.acknowledged();
        }
        awaited.add(new Receipt(handler));
    }

    /** The outcome is about to be said. A refusal needs no receipt: the peer keeps its message in any case. */
    void answer(MessageHandler handler, boolean taken) {
        if (taken) {
            for (Receipt one : awaited) {
                one.answered |= one.handler == handler;
            }
        } else {
            awaited.removeIf(one -> one.handler == handler);
        }
    }

    /** What was said so far leaves with this. If that fails the peer is gone, and what left before may be lost as well. */
    void leaveWith(ChannelFuture flush) {
        if (awaited.isEmpty()) {
            return;
        }
        List<Receipt> leaving = new ArrayList<>(awaited.size());
        for (Receipt one : awaited) {
            if (one.answered && !one.sent) {
                leaving.add(one);
            }
        }
        flush.addListener(result -> {
            if (result.isSuccess()) {
                leaving.forEach(one -> one.sent = true);
            } else {
                lose();
            }
        });
    }

    /** The peer has said something. */
    void heard() {
        for (int i = awaited.size() - 1; i >= 0; i--) {
            Receipt latest = awaited.get(i);
            if (latest.sent && !latest.overtaken) {
                acknowledge(awaited.subList(0, i + 1));
                return;
            }
            latest.overtaken |= !latest.sent;
        }
    }

    /** The peer has ended TLS in order, as only its own program can: having read what had come. */
    void closeNotified() {
        acknowledge(awaited.stream().filter(one -> one.sent).toList());
    }

    /** The peer can say nothing more, so it will not show anything; it may still read. */
    void inputEnded() {
        List.copyOf(awaited).forEach(one -> one.handler.inputEnded());
        awaited.removeIf(one -> one.answered);
    }

    /** The connection is gone. */
    void lose() {
        List<Receipt> lost = List.copyOf(awaited);
        awaited.clear();
        lost.forEach(one -> one.handler.lost());
    }

    /** Whether the peer could still show that it knows an outcome. */
    boolean isAwaited() {
        for (Receipt one : awaited) {
            if (one.answered) {
                return true;
            }
        }
        return false;
    }

    private void acknowledge(List<Receipt> arrived) {
        List<Receipt> known = List.copyOf(arrived);
        awaited.removeAll(known);
        known.forEach(one -> one.handler.acknowledged());
    }
}
