package org.postern.net;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;

/** A time that passes only when it is told to. Whoever waits for something does so in real time. */
public final class ManualClock extends Clock implements Time {
    private volatile Instant now;
    /** Overflows soon, as that of a machine may. */
    private volatile long nanos = Long.MAX_VALUE - Duration.ofSeconds(50).toNanos();

    public ManualClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public ManualClock(Instant now) {
        this.now = now;
    }

    /** Time passes, for clocks and durations. */
    public synchronized void pass(Duration time) {
        nanos += time.toNanos();
        jump(time);
    }

    /** Somebody sets the clock on the wall. */
    public synchronized void jump(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public boolean await(CompletionStage<?> event, Duration atMost) {
        return new SystemTime().await(event, atMost);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
