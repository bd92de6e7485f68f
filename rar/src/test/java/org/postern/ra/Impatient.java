package org.postern.ra;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.postern.net.SystemTime;
import org.postern.net.Time;

/** The system's time, but nobody waits for what has not happened yet. */
final class Impatient implements Time {
    private final Time real = new SystemTime();

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
        return event.toCompletableFuture().isDone();
    }
}
