package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {
    private static final long LIMIT = 800_000;

    private final MemoryBudget budget = new MemoryBudget(() -> LIMIT);

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "799999, true", "800000, true", "800001, false", "9000000000, false"})
    void noMoreIsTakenThanThereIs(long octets, boolean taken) {
        Holding holding = new Holding(budget);

        assertThat(holding.take(octets)).isEqualTo(taken);
        assertThat(budget.used()).isEqualTo(taken ? octets : 0);
        holding.close();
        assertThat(budget.used()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 500, Holding.LITTLE, Holding.LITTLE + 1, 50_000, LIMIT / 8})
    void whoeverHasMuchLeavesAQuarterToThoseThatHaveLittle(long much) {
        boolean given = true;
        while (given) {
            given = budget.used() <= LIMIT && new Holding(budget).takeFairly(much);
        }

        long most = much <= Holding.LITTLE ? LIMIT : LIMIT * 3 / 4;
        assertThat(budget.used()).isBetween(most - much + 1, most);
        assertThat(new Holding(budget).takeFairly(Holding.LITTLE)).isEqualTo(much > Holding.LITTLE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 333, 4_097, 99_999, 100_000, 100_001})
    void nobodyHasMoreThanAnEighthHoweverItIsTaken(long step) {
        Holding greedy = new Holding(budget);
        long taken = 0;
        while (greedy.takeFairly(step)) {
            taken += step;
        }

        assertThat(taken).isBetween(LIMIT / 8 - step + 1, LIMIT / 8);
        greedy.giveBack(taken);
        assertThat(budget.used()).isZero();
    }

    @Test
    void whatIsHandedOverIsGivenBackOnceByWhoeverHasIt() {
        Holding first = new Holding(budget);
        first.takeFairly(100);
        Holding second = first.handOver();
        first.takeFairly(10);

        first.close();
        first.close();
        assertThat(budget.used()).isEqualTo(100);
        second.close();
        second.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void manyThreadsTogetherNeverHaveMoreThanThereIs() throws Exception {
        int count = 4;
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> kept = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            kept.add(threads.submit(() -> {
                start.await();
                boolean bounded = true;
                for (int j = 0; j < 20_000; j++) {
                    try (Holding holding = new Holding(budget)) {
                        holding.take(LIMIT / 2 - j % 7);
                        bounded &= budget.used() <= LIMIT;
                    }
                }
                return bounded;
            }));
        }
        start.countDown();

        for (Future<Boolean> one : kept) {
            assertThat(one.get()).isTrue();
        }
        assertThat(budget.used()).isZero();
        threads.shutdown();
    }
}
