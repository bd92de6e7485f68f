package org.postern.ra.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;
import org.postern.net.TasksOn;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.log.Messages;

class PeriodicChecksTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private final Queue<Runnable> given = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean refusing;
    private Runnable onFirst = () -> done.add("first");
    private final List<Check> all = List.of(
            new Check("the first", () -> onFirst.run(), time, new Messages(Settings.log())),
            new Check("the second", () -> done.add("second"), time, new Messages(Settings.log())));
    private final PeriodicChecks checks =
            new PeriodicChecks(new TasksOn(this::take), time, new Messages(Settings.log()), () -> all);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void eachTimeAllAreLookedAtInTheirOrder() {
        round();
        round();

        assertThat(done).containsExactly("first", "second", "first", "second");
    }

    @Test
    void whatHangsKeepsNothingElseFromBeingLookedAtAndIsNotLookedAtTwice() {
        onFirst = () -> {
            round();
            round();
            done.add("first, at last");
        };
        round();
        assertThat(done).containsExactly("second", "second", "first, at last", "second");

        done.clear();
        onFirst = () -> done.add("first");
        round();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void whatHangsIsToldOnce() {
        List<Integer> told = new ArrayList<>();
        onFirst = () -> {
            for (Duration more : List.of(Check.SLOW, SECOND, Duration.ofHours(1))) {
                time.pass(more);
                checks.begin();
                told.add(log.lines("POSTERN-1029").size());
            }
        };
        round();
        given.remove().run();

        assertThat(told).containsExactly(0, 1, 1, 1, 2, 2);
        assertThat(log.lines("POSTERN-1029").get(0)).contains("the first has not ended after 30 s");
    }

    /** Netty does not call a periodic task again that has thrown, and a flag that stays set does the same. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NullPointerException.class, NoClassDefFoundError.class})
    void whateverALookThrowsTheOthersAreLookedAtAndThereIsANextTime(Class<? extends Throwable> failure) {
        onFirst = () -> PeriodicChecksTest.<RuntimeException>sneak(failure);
        round();
        assertThat(log.lines("POSTERN-9003")).singleElement().asString().contains("the first");
        assertThat(done).containsExactly("second");
        assertThat(all.get(0).failures()).isOne();

        onFirst = () -> done.add("first");
        round();
        assertThat(done).containsExactly("second", "first", "second");
        assertThat(all.get(0).failures()).isZero();
    }

    @Test
    void whatFailsForADayFillsNoLog() {
        onFirst = () -> {
            throw new IllegalStateException("damaged");
        };
        for (int i = 0; i < 86_400; i++) {
            round();
        }

        assertThat(log.lines("POSTERN-9003")).hasSize(17).last().asString().contains("65536");
    }

    @Test
    void aContainerThatRefusesAThreadIsAskedAgain() {
        refusing = true;
        for (int i = 0; i < 5; i++) {
            checks.begin();
        }
        assertThat(log.lines("POSTERN-1027")).hasSize(3);
        assertThat(checks.refusals()).isEqualTo(5);

        refusing = false;
        round();
        assertThat(done).containsExactly("first", "second");
        assertThat(checks.refusals()).isZero();
    }

    @Test
    void aContainerWithoutAThreadIsNotAskedForMoreAndMoreOfThem() {
        for (int i = 0; i <= 30; i++) {
            checks.begin();
            time.pass(SECOND);
        }
        assertThat(given).hasSize(1);
        assertThat(log.lines()).isEmpty();

        checks.begin();

        assertThat(log.lines("POSTERN-1027")).hasSize(1);
        given.forEach(Runnable::run);
        assertThat(done).startsWith("first", "second");
    }

    /** Else one that is lost would be the last. */
    @Test
    void aContainerThatHasLostATaskIsAskedAgainAfterAWhile() {
        PeriodicChecks forgotten = new PeriodicChecks(
                task -> {
                    given.add(task);
                    return new CompletableFuture<>();
                },
                time,
                new Messages(Settings.log()),
                () -> all);
        forgotten.begin();
        given.clear();
        time.pass(Check.SLOW.plus(SECOND));

        forgotten.begin();
        given.remove().run();

        assertThat(done).containsExactly("first", "second");
    }

    private void round() {
        checks.begin();
        given.remove().run();
    }

    private void take(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("no thread");
        }
        given.add(task);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Class<? extends Throwable> failure) throws E {
        try {
            throw (E) failure.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
