package org.postern.ra.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;

/** How many lines may be logged in a minute. Thread-safe. */
public final class LogRateLimiter {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final int lines;
    private @Nullable Moment end;
    private int taken;
    private long leftOut;
    private long untold;

    public LogRateLimiter(int lines) {
        this.lines = lines;
    }

    /** Takes one line, if there is one. */
    public synchronized boolean take(Moment now) {
        turn(now);
        if (taken == lines) {
            leftOut++;
            return false;
        }
        taken++;
        return true;
    }

    /** How many were left out of minutes that are over; each is told once. */
    public synchronized long settle(Moment now) {
        turn(now);
        long told = untold;
        untold = 0;
        return told;
    }

    private void turn(Moment now) {
        if (end == null || !now.isBefore(end)) {
            end = now.plus(PERIOD);
            taken = 0;
            untold += leftOut;
            leftOut = 0;
        }
    }
}
