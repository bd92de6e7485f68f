package org.postern.ra.shared;

import java.time.Duration;
import org.postern.net.Moment;

/** When what is over is removed from a store. For one thread at a time. */
final class Tidying {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final String name;
    private final SharedMessages messages;
    private volatile Moment next;
    private boolean told;

    /**
     * Has removed nothing yet.
     *
     * @param name of the store, for people
     */
    Tidying(String name, SharedMessages messages, Moment begun) {
        this.name = name;
        this.messages = messages;
        this.next = begun.plus(PAUSE);
    }

    /**
     * While there is more it goes on with the next look: guessers can fill the store faster than once a minute. What cannot be removed
     * only takes room, and is no reason to leave a store that answers. Blocks.
     */
    @SuppressWarnings("CatchingThrowable") // Foreign code may lack a class.
    void look(CellStore store, Moment now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE);
        try {
            next = store.removeSome() ? now : next;
            told = false;
        } catch (Throwable e) {
            Probe.read(store);
            if (!told) {
                told = true;
                messages.notTidied(name, e);
            }
        }
    }
}
