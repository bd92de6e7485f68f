package org.postern.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;
import org.postern.net.Time;

/** The virtual time, and a clock on the wall that somebody sets now and then. */
final class SimTime extends Clock implements Time {
    private static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");

    private final World world;
    private Duration ahead = Duration.ZERO;

    SimTime(World world) {
        this.world = world;
    }

    /** Sets the clock on the wall. */
    void jump(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public long nanos() {
        return world.tick();
    }

    @Override
    public boolean await(CompletionStage<?> event, Duration atMost) {
        Actor self = world.self();
        if (self.name().startsWith(SimEventLoop.NAME)) {
            world.violated("an event loop waits: " + self.name());
        }
        return self.await(event, atMost);
    }

    @Override
    public Instant instant() {
        return BEGINNING.plusNanos(world.nanos()).plus(ahead);
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
