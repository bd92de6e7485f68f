package org.postern.net;

import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.List;

/**
 * Which outcomes the peer of one connection has not shown to know yet (RFC 1047). A peer shows it by going on, or by
 * ending in order, after the reply has left. On the event loop only.
 *
 * <p>Their number is bounded by what is read at once: whatever comes later settles all that was sent before.
 */
final class Receipts {
    private final List<Reception> underWay = new ArrayList<>(1);
    private final List<Reception> answered = new ArrayList<>(1);
    private final List<Reception> sent = new ArrayList<>(1);

    /** A message is taken, its outcome is not known. */
    void begin(Reception reception) {
        underWay.add(reception);
    }

    /** The outcome is about to be said. A refusal needs no receipt: the peer keeps its message in any case. */
    void answer(Reception reception, boolean taken) {
        underWay.remove(reception);
        if (taken) {
            answered.add(reception);
        }
    }

    /** What was said so far leaves with this. */
    void leaveWith(ChannelFuture flush) {
        if (answered.isEmpty()) {
            return;
        }
        List<Reception> leaving = List.copyOf(answered);
        flush.addListener(result -> {
            if (result.isSuccess()) {
                leaving.stream().filter(answered::remove).forEach(sent::add);
            } else {
                lose();
            }
        });
    }

    /** The peer has said something, or ended in order: whatever had left before has arrived. */
    void heard() {
        List<Reception> arrived = List.copyOf(sent);
        sent.clear();
        arrived.forEach(Reception::acknowledged);
    }

    /** The connection is no more, or nothing that comes on it proves anything. */
    void lose() {
        List<Reception> lost = new ArrayList<>(underWay);
        lost.addAll(answered);
        lost.addAll(sent);
        underWay.clear();
        answered.clear();
        sent.clear();
        lost.forEach(Reception::lost);
    }

    boolean isAwaited() {
        return !answered.isEmpty() || !sent.isEmpty();
    }
}
