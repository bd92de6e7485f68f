package org.postern.ra;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.postern.net.SystemTime;
import org.postern.net.Time;

/** The system's time, of which a test may let some pass at once. Whoever waits already goes on waiting in real time. */
final class LeapingTime implements Time {
    private final Time real = new SystemTime();
    private final AtomicLong passed = new AtomicLong();

    void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    @Override
    public Clock clock() {
        return Clock.offset(real.clock(), Duration.ofNanos(passed.get()));
    }

    @Override
    public long nanos() {
        return real.nanos() + passed.get();
    }

    @Override
    public boolean await(CompletionStage<?> event, Duration atMost) {
        return real.await(event, atMost);
    }
}
