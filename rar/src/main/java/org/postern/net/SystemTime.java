package org.postern.net;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time of the Java virtual machine. */
public final class SystemTime implements Time {
    private final Clock clock = Clock.systemUTC();

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public boolean await(CompletionStage<?> event, Duration atMost) {
        CountDownLatch happened = new CountDownLatch(1);
        event.whenComplete((result, failure) -> happened.countDown());
        try {
            return happened.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return happened.getCount() == 0;
        }
    }
}
