package org.postern.net;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * When the handshakes of one event loop go on. A step of one costs up to some milliseconds of a processor, and those of a flood in a
 * row would keep the conversations of the loop waiting. So the loop gives a slice of its time to handshakes, looks after its
 * connections, and gives the next one; what does not fit waits in order. No client has a place that it could keep: one that is
 * silent costs the others nothing.
 *
 * <p>On the event loop only; memory is bounded by its connections.
 */
final class HandshakeTurns {
    /** Some handshakes of BoringSSL, or one of the JDK's. */
    private static final Duration SLICE = Duration.ofMillis(2);

    private final Time time;
    private final Consumer<Runnable> afterTheOthers;

    /** Those that the server has answered already, and those that are new: in turn, so that none of the two can push out the other. */
    private final Queues queues = new Queues();

    private long spent;
    private boolean looksAgain;

    /** What waits for its turn. */
    interface Step {
        /** Goes on with the handshake. */
        void take();
    }

    /**
     * @param afterTheOthers runs a task when the loop has looked after its connections once more
     */
    HandshakeTurns(Time time, Consumer<Runnable> afterTheOthers) {
        this.time = time;
        this.afterTheOthers = afterTheOthers;
    }

    /**
     * Takes the step, at once or in its turn.
     *
     * @param begun whether the server has answered the client before
     * @return whether it waits now
     */
    boolean queue(Step step, boolean begun) {
        queues.add(step, begun);
        takeSome();
        return queues.contain(step);
    }

    /** The connection of a step has ended, and its turn is another's. */
    void forget(Step step) {
        queues.remove(step);
    }

    /** How many steps wait. */
    int waiting() {
        return queues.size();
    }

    private void takeSome() {
        while (spent < SLICE.toNanos() && queues.size() > 0) {
            Step next = queues.next();
            long began = time.nanos();
            try {
                next.take();
            } finally {
                spent += Math.max(1, time.nanos() - began);
                lookAgain();
            }
        }
    }

    private void lookAgain() {
        if (!looksAgain) {
            looksAgain = true;
            afterTheOthers.accept(() -> {
                looksAgain = false;
                spent = 0;
                takeSome();
            });
        }
    }

    private static final class Queues {
        private final Set<Step> begun = new LinkedHashSet<>();
        private final Set<Step> fresh = new LinkedHashSet<>();
        private boolean begunFirst;

        void add(Step step, boolean isBegun) {
            (isBegun ? begun : fresh).add(step);
        }

        boolean contain(Step step) {
            return begun.contains(step) || fresh.contains(step);
        }

        void remove(Step step) {
            begun.remove(step);
            fresh.remove(step);
        }

        int size() {
            return begun.size() + fresh.size();
        }

        Step next() {
            begunFirst = !begunFirst;
            Set<Step> from = fresh.isEmpty() || (begunFirst && !begun.isEmpty()) ? begun : fresh;
            Iterator<Step> first = from.iterator();
            Step next = first.next();
            first.remove();
            return next;
        }
    }
}
