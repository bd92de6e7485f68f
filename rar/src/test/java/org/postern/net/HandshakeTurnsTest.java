package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTurnsTest {
    private static final boolean BEGUN = true;
    private static final boolean NEW = false;

    private final ManualClock clock = new ManualClock();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final HandshakeTurns turns = new HandshakeTurns(clock, later::add);
    private final List<String> taken = new ArrayList<>();

    @Test
    void aStepAloneIsTakenAtOnce() {
        assertThat(turns.queue(step("a", 5_000), NEW)).isFalse();

        assertThat(taken).containsExactly("a");
    }

    /** 2 ms, and the one that exceeds them. */
    @ParameterizedTest
    @CsvSource({"5000, 1", "2000, 1", "1999, 2", "700, 3", "400, 5", "10, 100"})
    void aLoopGivesASliceToHandshakesAndThenLooksAfterItsConnections(int micros, int inASlice) {
        IntStream.range(0, 100).forEach(i -> turns.queue(step("s" + i, micros), NEW));

        for (int already = 0; already < 100; already += inASlice) {
            assertThat(taken).hasSize(Math.min(100, already + inASlice));
            assertThat(turns.waiting()).isEqualTo(100 - taken.size());
            nextRound();
        }
        assertThat(taken)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "s" + i).toList());
    }

    /** Neither does a flood of new ones push out those that are nearly complete, nor the other way round. */
    @Test
    void newOnesAndBegunOnesTakeTurns() {
        turns.queue(step("first", 3_000), NEW);
        List.of("n1", "n2", "n3").forEach(name -> turns.queue(step(name, 3_000), NEW));
        List.of("b1", "b2", "b3", "b4", "b5").forEach(name -> turns.queue(step(name, 3_000), BEGUN));

        IntStream.range(0, 8).forEach(i -> nextRound());

        assertThat(taken.subList(1, 7)).containsExactlyInAnyOrder("n1", "b1", "n2", "b2", "n3", "b3");
        assertThat(taken.subList(7, 9)).containsExactly("b4", "b5");
        for (int i = 1; i < 7; i += 2) {
            assertThat(taken.subList(i, i + 2)).anyMatch(name -> name.startsWith("n"));
        }
    }

    @Test
    void aStepThatIsForgottenCostsNoTurn() {
        HandshakeTurns.Step gone = step("gone", 3_000);
        turns.queue(step("first", 3_000), NEW);
        turns.queue(gone, NEW);
        turns.queue(step("last", 3_000), NEW);

        turns.forget(gone);
        nextRound();

        assertThat(taken).containsExactly("first", "last");
        assertThat(turns.waiting()).isZero();
    }

    /** The next one is taken all the same. */
    @Test
    void aStepThatFailsHoldsUpNoOther() {
        turns.queue(step("first", 3_000), NEW);
        turns.queue(
                () -> {
                    throw new IllegalStateException("broken");
                },
                NEW);
        turns.queue(step("last", 3_000), NEW);

        while (!later.isEmpty()) {
            try {
                nextRound();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("broken");
            }
        }
        assertThat(taken).containsExactly("first", "last");
    }

    /** Whatever is queued and forgotten, in whatever order: what was not forgotten is taken once, and nothing waits for ever. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingIsLost(long seed) {
        Random random = new Random(seed);
        List<HandshakeTurns.Step> queued = new ArrayList<>();
        List<String> forgotten = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    HandshakeTurns.Step step = step("s" + queued.size(), random.nextInt(3_000));
                    queued.add(step);
                    turns.queue(step, random.nextBoolean());
                }
                case 2 -> {
                    int which = queued.isEmpty() ? 0 : random.nextInt(queued.size());
                    if (which < queued.size() && !taken.contains("s" + which)) {
                        turns.forget(queued.get(which));
                        forgotten.add("s" + which);
                    }
                }
                default -> nextRound();
            }
        }
        for (int round = 0; turns.waiting() > 0; round++) {
            assertThat(round).isLessThan(queued.size());
            nextRound();
        }

        assertThat(taken).doesNotHaveDuplicates().doesNotContainAnyElementsOf(forgotten);
        assertThat(taken.size() + forgotten.stream().distinct().count()).isEqualTo(queued.size());
    }

    private HandshakeTurns.Step step(String name, int micros) {
        return () -> {
            taken.add(name);
            clock.pass(Duration.ofNanos(micros * 1_000L));
        };
    }

    /** The loop has looked after its connections. */
    private void nextRound() {
        Runnable next = later.poll();
        if (next != null) {
            next.run();
        }
    }
}
