package org.postern.ra.shared;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.postern.net.Moment;

/**
 * How many of the questions to a store that is not gone the own memory has answered: a store may answer, and be too slow for all of them.
 * Thread-safe.
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

    void asked() {
        asked.incrementAndGet();
    }

    void alone() {
        alone.incrementAndGet();
    }

    /** Says so if they were most of a minute's. By one thread at a time. */
    void look(Moment now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(MINUTE);
        int all = asked.getAndSet(0);
        int few = alone.getAndSet(0);
        if (all >= FEW && few > all / 2) {
            messages.tooSlow(name, few, all);
        }
    }
}
