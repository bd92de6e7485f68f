package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATER = Duration.ofMillis(400);
    private static final Duration LATE = Duration.ofSeconds(60);

    private final EventLoop loop = new DefaultEventLoop();
    private final AtomicInteger runs = new AtomicInteger();
    private final Deadline deadline = new Deadline(new TimerWheel(loop, new SystemTime()), runs::incrementAndGet, LATE);

    @AfterEach
    void endLoop() {
        loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }

    @Test
    void theTaskRunsOnceWhenTheTimeHasCome() {
        onLoop(() -> deadline.in(SOON));

        await().until(() -> runs.get() == 1);
        pass(SOON.multipliedBy(2));
        assertThat(runs).hasValue(1);
    }

    @Test
    void movedAwayItIsNotReachedAtTheEarlierTime() {
        onLoop(() -> {
            deadline.in(SOON);
            deadline.in(LATER);
        });

        pass(SOON.multipliedBy(3));
        assertThat(runs).hasValue(0);
        await().until(() -> runs.get() == 1);
    }

    @Test
    void movedNearerItIsReachedInTime() {
        onLoop(() -> {
            deadline.in(LATE);
            deadline.in(SOON);
        });

        await().until(() -> runs.get() == 1);
    }

    @Test
    void clearedItIsNotReachedUntilItIsSetAgain() {
        onLoop(() -> {
            deadline.in(SOON);
            deadline.clear();
        });
        pass(SOON.multipliedBy(2));
        assertThat(runs).hasValue(0);

        onLoop(() -> deadline.in(SOON));
        await().until(() -> runs.get() == 1);
    }

    @Test
    void cancelledItIsNotReached() {
        onLoop(() -> {
            deadline.in(SOON);
            deadline.cancel();
        });

        pass(SOON.multipliedBy(2));
        assertThat(runs).hasValue(0);
    }

    private void onLoop(Runnable task) {
        loop.submit(task).syncUninterruptibly();
    }

    private void pass(Duration time) {
        loop.schedule(() -> {}, time.toMillis(), TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
}
