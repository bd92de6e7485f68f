package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedTasksTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 10", "3, 2", "3, 3", "3, 20", "16, 100"})
    void noMoreThanTheLimitAreGivenAwayAndTheOthersInOrder(int limit, int count) {
        LimitedTasks tasks = new LimitedTasks(new TasksOn(threads::add), limit);
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            ends.add(tasks.run(() -> done.add(number)));
        }

        for (int i = 0; i < count; i++) {
            assertThat(threads).hasSize(Math.min(limit, count - i));
            threads.remove().run();
            assertThat(ends.get(i)).isCompleted();
        }
        assertThat(done).isSorted().hasSize(count);
        assertThat(threads).isEmpty();
    }

    @Test
    void aTaskThatFailsGivesItsPlaceToTheNext() {
        LimitedTasks tasks = new LimitedTasks(new TasksOn(threads::add), 1);
        CompletableFuture<Void> failing = tasks.run(() -> {
            throw new IllegalStateException("broken");
        });
        CompletableFuture<Void> next = tasks.run(() -> done.add(1));

        threads.remove().run();
        threads.remove().run();

        assertThat(failing).isCompletedExceptionally();
        assertThat(next).isCompleted();
    }

    @Test
    void whatTheContainerRefusesIsRefusedAndHoldsUpNothing() {
        List<Boolean> refuses = new ArrayList<>(List.of(true));
        LimitedTasks tasks = new LimitedTasks(
                new TasksOn(task -> {
                    if (refuses.get(0)) {
                        throw new RejectedExecutionException("no thread");
                    }
                    threads.add(task);
                }),
                1);

        for (int i = 0; i < 5; i++) {
            assertThat(tasks.run(() -> done.add(0))).isCompletedExceptionally();
        }
        refuses.set(0, false);
        CompletableFuture<Void> later = tasks.run(() -> done.add(1));
        threads.remove().run();

        assertThat(later).isCompleted();
        assertThat(done).containsExactly(1);
    }

    /** As many as may wait: each refusal gives its place to the next, which is refused as well. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 100_000})
    void refusalsInARowLoseNoPlace(int count) {
        AtomicBoolean refuses = new AtomicBoolean();
        LimitedTasks tasks = new LimitedTasks(
                new TasksOn(task -> {
                    if (refuses.get()) {
                        throw new RejectedExecutionException("no thread");
                    }
                    threads.add(task);
                }),
                1);
        CompletableFuture<Void> first = tasks.run(() -> {});
        List<CompletableFuture<Void>> refused = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            refused.add(tasks.run(() -> {}));
        }

        refuses.set(true);
        threads.remove().run();
        refuses.set(false);
        CompletableFuture<Void> later = tasks.run(() -> done.add(1));
        threads.remove().run();

        assertThat(first).isCompleted();
        assertThat(refused).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(later).isCompleted();
    }
}
