package org.postern.ra.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;
import org.postern.net.TasksOn;
import org.postern.net.Time;

class StandingThreadTest {
    private static final Duration START = Duration.ofSeconds(31);

    private final ManualClock time = new ManualClock();
    private final List<Thread> asked = new CopyOnWriteArrayList<>();
    private boolean refusing;
    private StandingThread standing = new StandingThread(new TasksOn(this::begin), time);

    @AfterEach
    void end() throws Exception {
        standing.end();
        for (Thread thread : asked) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void whatComesAgainAndAgainTakesOneThread() {
        time.pass(START);
        for (int i = 0; i < 100; i++) {
            Thread on = ranOn();

            assertThat(asked).containsExactly(on);
            awaitWaiting(on);
        }
    }

    @Test
    void whileTheServerStartsNoThreadStays() throws Exception {
        for (int i = 1; i <= 3; i++) {
            ranOn().join(10_000);

            assertThat(asked).hasSize(i).noneMatch(Thread::isAlive);
        }
    }

    @Test
    void aThreadThatHangsIsPassedByAndOfSeveralOneStays() throws Exception {
        time.pass(START);
        CountDownLatch hanging = new CountDownLatch(1);
        CompletableFuture<Void> hung = standing.run(() -> await(hanging));
        Thread second = ranOn();
        awaitWaiting(second);

        assertThat(asked).hasSize(2).last().isEqualTo(second);
        assertThat(hung).isNotDone();
        hanging.countDown();
        hung.join();
        asked.get(0).join(10_000);

        assertThat(asked.get(0).isAlive()).isFalse();
        assertThat(ranOn()).isEqualTo(second);
    }

    @Test
    void aTaskThatFailsIsToldAndEndsNoThread() {
        time.pass(START);
        CompletableFuture<Void> failed = standing.run(() -> {
            throw new NoClassDefFoundError("gone");
        });

        assertThat(failed)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .withMessage("gone");
        awaitWaiting(asked.get(0));
        assertThat(ranOn()).isEqualTo(asked.get(0));
    }

    @Test
    void withoutAThreadTheTaskIsRefused() {
        refusing = true;

        assertThat(standing.run(() -> {})).isCompletedExceptionally();
        assertThat(asked).isEmpty();
    }

    @Test
    void afterTheEndTheThreadIsGoneAndATaskStillFindsOne() throws Exception {
        time.pass(START);
        Thread first = ranOn();
        awaitWaiting(first);
        standing.end();
        first.join(10_000);

        assertThat(first.isAlive()).isFalse();
        Thread second = ranOn();
        second.join(10_000);
        assertThat(second.isAlive()).isFalse();
    }

    /** A container interrupts a thread that it wants back, and the task that comes then would fail in whatever waits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void aTaskThatComesWithAnInterruptRunsOnAnotherThread(int times) {
        time.pass(START);
        AtomicInteger left = new AtomicInteger(times);
        List<CompletableFuture<Void>> given = new CopyOnWriteArrayList<>();
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        standing = new StandingThread(new TasksOn(this::begin), new Waiting(time) {
            @Override
            public boolean await(CompletionStage<?> event, Duration atMost) {
                if (left.getAndDecrement() <= 0) {
                    return super.await(event, atMost);
                }
                given.add(standing.run(
                        () -> interrupted.add(Thread.currentThread().isInterrupted())));
                Thread.currentThread().interrupt();
                return true;
            }
        });
        time.pass(START);

        standing.run(() -> {}).join();

        Awaitility.await().until(() -> given.size() == times);
        given.forEach(CompletableFuture::join);
        assertThat(interrupted).hasSize(times).containsOnly(false);
        assertThat(asked).hasSize(1 + times);
    }

    /** A time in which something happens while a thread waits. */
    private abstract static class Waiting implements Time {
        private final Time time;

        private Waiting(Time time) {
            this.time = time;
        }

        @Override
        public Clock clock() {
            return time.clock();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public boolean await(CompletionStage<?> event, Duration atMost) {
            return time.await(event, atMost);
        }
    }

    /** The thread that has run a task. */
    private Thread ranOn() {
        CompletableFuture<Thread> on = new CompletableFuture<>();
        standing.run(() -> on.complete(Thread.currentThread())).join();
        return on.join();
    }

    private static void awaitWaiting(Thread thread) {
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("no thread");
        }
        Thread thread = new Thread(task);
        asked.add(thread);
        thread.start();
    }
}
