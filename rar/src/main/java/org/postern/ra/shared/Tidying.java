package org.postern.ra.shared;

import java.time.Duration;
import org.postern.net.Moment;

/** When what is over is removed from a store. For one thread at a time. */
final class Tidying {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private volatile Moment next;

    Tidying(Moment begun) {
        this.next = begun.plus(PAUSE);
    }

    /** While there is more it goes on with the next look: guessers can fill the store faster than once a minute. Blocks. */
    void look(CellStore store, Moment now) {
        if (!now.isBefore(next)) {
            next = store.removeSome() ? now : now.plus(PAUSE);
        }
    }
}
