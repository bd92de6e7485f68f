package org.postern.ra.delivery;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.smtp.Reply;

/**
 * The parts of one message for one bean. Each is delivered when the one before it has its outcome: so a message has one place of
 * the bean, however many recipients it has, and its transactions do not wait for each other's locks. One thread at a time.
 */
final class PartsInTurn {
    /** Senders wait for ten minutes (RFC 5321 section 4.5.3.2.6). What is begun later would be begun for a sender that has gone. */
    static final Duration PATIENCE = Duration.ofMinutes(9);

    private final Way way;
    private final Time time;
    private final Moment until;
    private final List<CompletableFuture<Reply>> outcomes;
    private final Iterator<Part> parts;
    private final Iterator<CompletableFuture<Reply>> owed;
    private boolean admitted;

    /** Which one it is. */
    enum Turn {
        /** None was admitted before it. */
        FIRST,
        NEXT,
        /** The sender would not wait for it. */
        TOO_LATE
    }

    /** How a part is delivered. */
    @FunctionalInterface
    interface Way {
        /**
         * Does not block, and never fails: completes when the outcome is known, on any thread.
         *
         * @param until after this the bean is not to be called
         */
        Submitted deliver(Part part, Turn turn, Moment until);
    }

    /**
     * One that may be with the bean.
     *
     * @param admitted whether it could wait for its bean; else it is refused already
     */
    record Submitted(CompletionStage<Reply> outcome, boolean admitted) {}

    /** Begins nothing yet. */
    PartsInTurn(List<Part> parts, Way way, Time time) {
        this.way = way;
        this.time = time;
        this.until = time.moment().plus(PATIENCE);
        this.parts = parts.iterator();
        this.outcomes =
                parts.stream().map(part -> new CompletableFuture<Reply>()).toList();
        this.owed = outcomes.iterator();
    }

    /** Of each part. */
    List<CompletableFuture<Reply>> outcomes() {
        return outcomes;
    }

    /** Goes on until one has to be waited for. */
    void proceed() {
        while (parts.hasNext()) {
            Submitted next = way.deliver(parts.next(), nextTurn(), until);
            admitted |= next.admitted();
            CompletableFuture<Reply> outcome = next.outcome().toCompletableFuture();
            outcome.thenAccept(owed.next()::complete);
            if (!outcome.isDone()) {
                outcome.thenRun(this::proceed);
                return;
            }
        }
    }

    private Turn nextTurn() {
        if (!time.moment().isBefore(until)) {
            return Turn.TOO_LATE;
        }
        return admitted ? Turn.NEXT : Turn.FIRST;
    }
}
