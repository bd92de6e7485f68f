package org.postern.ra.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postern.net.Moment;

/** How long something has been waited for. */
public final class Patience {
    private final Moment since;
    private final AtomicBoolean lost = new AtomicBoolean();

    public Patience(Moment now) {
        this.since = now;
    }

    /** Tells once when it has lasted longer. */
    public boolean isLost(Moment now, Duration longest) {
        return since.plus(longest).isBefore(now) && lost.compareAndSet(false, true);
    }
}
