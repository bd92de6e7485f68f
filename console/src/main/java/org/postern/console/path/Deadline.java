package org.postern.console.path;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When something has to be over, however many steps it has. Immutable. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
        return nanosLeft() <= 0;
    }

    /** At least one. */
    int millisLeft() throws SocketTimeoutException {
        if (isOver()) {
            throw new SocketTimeoutException("The time for this is over");
        }
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanosLeft()));
    }

    private long nanosLeft() {
        return end - System.nanoTime();
    }
}
