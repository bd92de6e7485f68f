package org.postern.ra.shared;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;

/**
 * How many of the questions to a store that is not gone the own memory has answered: a store may answer, and be too slow for all of them.
 * What it is only told does not count: that is told later. Thread-safe.
 */
final class AnsweredAlone {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Fewer say nothing: others may come first at one or two. */
    private static final int FEW = 20;

    private final String name;
    private final SharedMessages messages;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger alone = new AtomicInteger();
    private Moment next;

    /** The one that was there at the last look. */
    private @Nullable CellStore before;

    /**
     * Has counted nothing yet.
     *
     * @param name of the store, for people
     */
    AnsweredAlone(String name, SharedMessages messages, Moment begun) {
        this.name = name;
        this.messages = messages;
        this.next = begun.plus(MINUTE);
    }

    void asked(Aftermath<?> after) {
        if (after.isAnswerUsed()) {
            asked.incrementAndGet();
        }
    }

    void alone(Aftermath<?> after) {
        if (after.isAnswerUsed()) {
            alone.incrementAndGet();
        }
    }

    /**
     * Says so if they were most of a minute's. A minute in which the store was gone, or was found anew, is none: that is told as such. By
     * one thread at a time.
     *
     * @param store null if it is gone
     */
    void look(Moment now, @Nullable CellStore store) {
        boolean isAnother = store == null || store != before;
        before = store;
        if (!isAnother && now.isBefore(next)) {
            return;
        }
        next = now.plus(MINUTE);
        int all = asked.getAndSet(0);
        int few = alone.getAndSet(0);
        if (!isAnother && all >= FEW && few > all / 2) {
            messages.tooSlow(name, few, all);
        }
    }
}
