package org.postern.ra.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.net.ManualClock;

/** The three operations mean the same in each store. */
@Timeout(30)
class SharedStoreTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock time = new ManualClock();

    @ParameterizedTest
    @EnumSource
    void whatOneInstancePutsTheOtherFindsUntilItsTimeIsOver(Stores kind) {
        Stores.Pair both = kind.pair(time);

        assertThat(both.one().putIfAbsent("key", "mine", MINUTE)).isEmpty();
        assertThat(both.other().putIfAbsent("key", "yours", MINUTE)).contains("mine");
        assertThat(both.other().get("key")).contains("mine");

        time.pass(MINUTE.minusMillis(1));
        assertThat(both.other().get("key")).contains("mine");
        time.pass(Duration.ofMillis(1));
        assertThat(both.other().get("key")).isEmpty();
        assertThat(both.other().putIfAbsent("key", "yours", MINUTE)).isEmpty();
        assertThat(both.one().get("key")).contains("yours");
    }

    @ParameterizedTest
    @EnumSource
    void aWindowBeginsWithTheFirstAndEndsForAll(Stores kind) {
        Stores.Pair both = kind.pair(time);

        assertThat(both.one().increment("key", 1, MINUTE)).isEqualTo(1);
        time.pass(Duration.ofSeconds(59));
        assertThat(both.other().increment("key", 1, MINUTE)).isEqualTo(2);
        assertThat(both.one().increment("key", 0, MINUTE)).isEqualTo(2);

        time.pass(Duration.ofSeconds(1));
        assertThat(both.one().increment("key", 0, MINUTE)).isZero();
        assertThat(both.other().increment("key", 1, MINUTE)).isEqualTo(1);
    }

    /** A peer that it has counted would be refused for as long as the clock was wrong. */
    @ParameterizedTest
    @EnumSource(names = {"GRID", "TABLE"})
    void whatWasCountedWhileAClockWasWrongIsOverAWindowLater(Stores kind) {
        Stores.Pair both = kind.pair(time);
        time.jump(Duration.ofDays(3_650));
        both.one().increment("key", 1, MINUTE);
        time.jump(Duration.ofDays(-3_650));

        assertThat(both.one().increment("key", 1, MINUTE)).isEqualTo(2);
        time.pass(Duration.ofSeconds(59));
        assertThat(both.other().increment("key", 1, MINUTE)).isEqualTo(3);
        time.pass(Duration.ofSeconds(1));
        assertThat(both.other().increment("key", 1, MINUTE)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCountedDownBeginsNothingAndIsNotBelowZero(Stores kind) {
        SharedStore store = kind.pair(time).one();

        assertThat(store.increment("key", -1, MINUTE)).isZero();
        assertThat(store.increment("key", 1, MINUTE)).isEqualTo(1);
        assertThat(store.increment("key", -1, MINUTE)).isZero();
        assertThat(store.increment("key", -1, MINUTE)).isZero();
        assertThat(store.increment("key", 1, MINUTE)).isEqualTo(1);
    }

    /** However many count at a time. */
    @ParameterizedTest
    @EnumSource
    void noTwoAreGivenTheSameNumber(Stores kind) throws InterruptedException {
        Stores.Pair both = kind.pair(time);
        List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SharedStore store = i % 2 == 0 ? both.one() : both.other();
            threads.add(new Thread(() -> {
                for (int j = 0; j < 50; j++) {
                    numbers.add(store.increment("key", 1, MINUTE));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource
    void ofManyThatPutAtATimeOneDoes(Stores kind) throws InterruptedException {
        Stores.Pair both = kind.pair(time);
        for (int round = 0; round < 20; round++) {
            String key = "key" + round;
            List<Optional<String>> found = Collections.synchronizedList(new ArrayList<>());
            Thread one = new Thread(() -> found.add(both.one().putIfAbsent(key, "one", MINUTE)));
            Thread other = new Thread(() -> found.add(both.other().putIfAbsent(key, "other", MINUTE)));
            one.start();
            other.start();
            one.join();
            other.join();

            assertThat(found).hasSize(2).containsOnlyOnce(Optional.empty());
        }
    }
}
