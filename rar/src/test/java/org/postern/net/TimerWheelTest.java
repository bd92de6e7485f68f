package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
    private static final Duration HOURS = Duration.ofHours(12);

    /** What a deadline may be late. */
    private static final long TOLERATED = Duration.ofMillis(70).toNanos();

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final TimerWheel wheel = new TimerWheel(channel.eventLoop(), new Ticking());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void eachIsReachedInItsTimeAndNotBeforeWhateverHappensToTheOthers(long seed) {
        Random random = new Random(seed);
        List<Watched> all = new ArrayList<>();
        int count = 1 + random.nextInt(seed % 2 == 0 ? 3 : 60); // With few the wheel is empty now and then.
        for (int i = 0; i < count; i++) {
            all.add(new Watched(random.nextBoolean() ? HOURS : Duration.ofMillis(random.nextInt(200_000))));
        }

        for (int step = 0; step < 4_000; step++) {
            Watched one = all.get(random.nextInt(all.size()));
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> one.in(Duration.ofMillis(1 + (long) Math.exp(random.nextDouble() * 13)));
                case 3 -> one.clear();
                case 4 -> one.cancel();
                default -> pass(Duration.ofNanos((long) Math.exp(random.nextDouble() * 24)));
            }
            all.forEach(Watched::isAsExpected);
        }
        all.forEach(Watched::cancel);
        assertThat(channel.runScheduledPendingTasks())
                .as("timer of an empty wheel")
                .isEqualTo(-1);
        pass(HOURS);
        all.forEach(Watched::isAsExpected);
    }

    @Test
    void tenThousandThatWaitForMinutesNeedOneTimerAndAFewWakings() {
        for (int i = 0; i < 10_000; i++) {
            new Watched(HOURS).in(Duration.ofMinutes(5));
        }

        int wakings = 0;
        for (long left = channel.runScheduledPendingTasks();
                ticker.nanoTime() < Duration.ofMinutes(4).toNanos(); ) {
            ticker.advance(left, TimeUnit.NANOSECONDS);
            left = channel.runScheduledPendingTasks();
            wakings++;
        }
        assertThat(wakings).isLessThan(10);
    }

    @Test
    void oneThatIsReachedCanSetItselfAndOthersAgain() {
        Watched other = new Watched(HOURS);
        List<Integer> runs = new ArrayList<>();
        Deadline[] own = new Deadline[1];
        own[0] = new Deadline(
                wheel,
                () -> {
                    runs.add(runs.size());
                    other.cancel();
                    other.in(Duration.ofMillis(5));
                    own[0].in(Duration.ofSeconds(1));
                },
                HOURS);
        own[0].in(Duration.ofSeconds(1));

        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMillis(100));
        }

        assertThat(runs).hasSize(9);
        other.isAsExpected();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 40, 60, 70, 1_000, 34_000, 35_000, 3_600_000})
    void aWheelThatTurnsLateLooksAtTheOnlyOneOnceInEachRound(int late) {
        Watched only = new Watched(HOURS);
        only.in(Duration.ofHours(2));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            long wait = channel.runScheduledPendingTasks();
            pass(Duration.ofNanos(wait).plusMillis(late));
        });

        only.isAsExpected();
        assertThat(channel.runScheduledPendingTasks()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 40, 60, 70, 1_000, 34_000, 35_000})
    void oneThatMayBeMovedNoFartherIsReachedAtOnceHoweverOftenItIsSet(int late) {
        List<Long> runs = new ArrayList<>();
        Deadline[] own = new Deadline[1];
        own[0] = new Deadline(
                wheel,
                () -> {
                    runs.add(ticker.nanoTime());
                    own[0].in(Duration.ofMinutes(5));
                },
                Duration.ofSeconds(2));
        own[0].in(Duration.ofSeconds(10));

        pass(Duration.ofMillis(2_000 + late));
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofMillis(70));
        }

        assertThat(runs).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void whatWasThrownByOneKeepsNoOtherFromBeingReached() {
        Watched other = new Watched(HOURS);
        other.in(Duration.ofMillis(1_001));
        new Deadline(
                        wheel,
                        () -> {
                            throw new IllegalStateException("of the test");
                        },
                        HOURS)
                .in(Duration.ofSeconds(1));

        pass(Duration.ofMillis(1_070));
        pass(Duration.ofMillis(70));

        other.isAsExpected();
    }

    private void pass(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private final class Ticking implements Time {
        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public long nanos() {
            return Long.MAX_VALUE - Duration.ofHours(1).toNanos() + ticker.nanoTime(); // It runs over.
        }

        @Override
        public boolean await(CompletionStage<?> event, Duration atMost) {
            return event.toCompletableFuture().isDone();
        }
    }

    private final class Watched {
        private final Deadline deadline;
        private final long latest;
        private boolean set;
        private long since;
        private long at;
        private final List<String> faults = new ArrayList<>();

        Watched(Duration atMost) {
            deadline = new Deadline(wheel, this::run, atMost);
            latest = ticker.nanoTime() + atMost.toNanos();
        }

        void in(Duration delay) {
            set = true;
            since = ticker.nanoTime();
            at = Math.min(since + delay.toNanos(), latest);
            deadline.in(delay);
        }

        void clear() {
            set = false;
            deadline.clear();
        }

        void cancel() {
            set = false;
            deadline.cancel();
        }

        private void run() {
            if (!set || ticker.nanoTime() < at) {
                faults.add((set ? "set for " + at : "not set") + ", and run at " + ticker.nanoTime());
            }
            set = false;
        }

        void isAsExpected() {
            assertThat(faults).isEmpty();
            assertThat(set && ticker.nanoTime() > Math.max(at, since) + TOLERATED)
                    .as("not run in time")
                    .isFalse();
        }
    }
}
