package org.postern.ra;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.postern.net.SystemTime;
import org.postern.net.Time;

/** The system's time, but nobody waits for what has not happened yet. */
public final class Impatient implements Time {
    private final Time real = new SystemTime();
    private Duration waited = Duration.ZERO;

    /** For how long others would have waited, all together. */
    public Duration waited() {
        return waited;
    }

    @Override
    public Clock clock() {
        return real.clock();
    }

    @Override
    public long nanos() {
        return real.nanos();
    }

    @Override
    public boolean await(CompletionStage<?> event, Duration atMost) {
        boolean done = event.toCompletableFuture().isDone();
        waited = done ? waited : waited.plus(atMost);
        return done;
    }
}
