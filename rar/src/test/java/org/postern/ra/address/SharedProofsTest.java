package org.postern.ra.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.net.BlockingTasks;
import org.postern.net.ManualClock;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.log.Messages;

/** Every proof is run once, whatever the container does with the threads that were asked for. */
class SharedProofsTest {
    private static final int HELPERS = 3;

    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private final Queue<Runnable> given = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> elsewhere = new ArrayList<>();

    /** What the container does with a task. */
    private enum Container {
        RUNS_IT_AT_ONCE,
        RUNS_IT_ELSEWHERE,
        REFUSES,
        FORGETS
    }

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachIsRunOnce(Container container) {
        for (int count : new int[] {0, 1, 16, 17, 33, 49, 200}) {
            AtomicIntegerArray runs = new AtomicIntegerArray(count);

            proofs(tasks(container))
                    .run(IntStream.range(0, count)
                            .<Runnable>mapToObj(i -> () -> runs.incrementAndGet(i))
                            .toList());

            assertThat(IntStream.range(0, count).map(runs::get)).allMatch(times -> times == 1);
        }
    }

    /** A few are proved before another thread has come. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "16, 0", "17, 1", "32, 1", "33, 2", "49, 3", "5000, 3"})
    void thereAreAFewHelpers(int count, int helpers) {
        proofs(tasks(Container.FORGETS))
                .run(IntStream.range(0, count).<Runnable>mapToObj(i -> () -> {}).toList());

        assertThat(given).hasSize(helpers);
    }

    /** Each waits for another one: one thread alone would wait for ever. */
    @Test
    void theyRunAtTheSameTime() {
        AtomicInteger running = new AtomicInteger();
        List<Runnable> proofs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            proofs.add(() -> {
                running.incrementAndGet();
                await().until(() -> running.get() == 2);
            });
        }
        IntStream.range(0, 20).forEach(i -> proofs.add(() -> {}));

        proofs(tasks(Container.RUNS_IT_ELSEWHERE)).run(proofs);

        assertThat(running).hasValue(2);
    }

    /** All others are run, and whoever looks hears of it. */
    @ParameterizedTest
    @EnumSource
    void oneThatFailsKeepsNoOtherFromBeingRun(Container container) {
        AtomicInteger runs = new AtomicInteger();
        List<Runnable> proofs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            proofs.add(() -> {
                runs.incrementAndGet();
                if (number == 7) {
                    throw new NoClassDefFoundError("a class of a provider");
                }
            });
        }

        assertThatThrownBy(() -> proofs(tasks(container)).run(proofs)).hasStackTraceContaining("a class of a provider");

        assertThat(runs).hasValue(40);
    }

    /** Thousands may be left when an application is undeployed: each thread ends with the one that it is proving. */
    @ParameterizedTest
    @EnumSource
    void noneIsProvedAnyMoreWhenTheyAreNotWanted(Container container) {
        for (int number : new int[] {1, 2, 20, 500}) {
            AtomicInteger runs = new AtomicInteger();
            SharedProofs proofs = proofs(tasks(container));
            Runnable proof = () -> {
                if (runs.incrementAndGet() == number) {
                    proofs.end();
                }
            };

            assertThatThrownBy(() -> proofs.run(Collections.nCopies(1_000, proof)))
                    .isInstanceOf(CancellationException.class);

            settled();
            assertThat(runs).hasValueBetween(number, number + HELPERS);
        }
    }

    /** The container wants its thread back: helpers do not go on for it. */
    @ParameterizedTest
    @EnumSource
    void noneIsProvedAnyMoreWhenTheThreadThatLooksIsInterrupted(Container container) {
        AtomicInteger runs = new AtomicInteger();
        Thread looking = Thread.currentThread();
        Runnable proof = () -> {
            if (runs.incrementAndGet() == 20) {
                looking.interrupt();
            }
        };

        assertThatThrownBy(() -> proofs(tasks(container)).run(Collections.nCopies(1_000, proof)))
                .hasMessage("Interrupted while certificates were proved");

        assertThat(Thread.interrupted()).isTrue();
        settled();
        assertThat(runs).hasValueBetween(20, 20 + HELPERS);
    }

    /** Those that run elsewhere have come to their end. */
    private void settled() {
        elsewhere.forEach(CompletableFuture::join);
    }

    @ParameterizedTest
    @CsvSource({"10, 100, -1", "10, 500, -1", "10, 600, 9", "4, 2000, 3", "2, 6000, 1"})
    void whatTakesLongIsSaidOnce(int count, int millis, int done) {
        proofs(tasks(Container.REFUSES))
                .run(IntStream.range(0, count)
                        .<Runnable>mapToObj(i -> () -> time.pass(Duration.ofMillis(millis)))
                        .toList());

        if (done < 0) {
            assertThat(log.lines()).isEmpty();
        } else {
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .contains(
                            "POSTERN-1039 proving the certificates that are bound to smtp://127.0.0.1:25 and its like takes"
                                    + " long: " + done + " of " + count + " after " + done * millis / 1_000 + " s.");
            assertThat(log.lines().get(1))
                    .contains("POSTERN-1040 the " + count + " certificates")
                    .contains("in " + count * millis / 1_000 + " s");
        }
    }

    private SharedProofs proofs(BlockingTasks threads) {
        return new SharedProofs("smtp://127.0.0.1:25", threads, time, new Messages(Settings.log()));
    }

    private BlockingTasks tasks(Container container) {
        return task -> {
            given.add(task);
            return switch (container) {
                case RUNS_IT_AT_ONCE -> {
                    task.run();
                    yield CompletableFuture.completedFuture(null);
                }
                case RUNS_IT_ELSEWHERE -> {
                    CompletableFuture<Void> run =
                            CompletableFuture.runAsync(task, thread -> new Thread(thread).start());
                    elsewhere.add(run);
                    yield run;
                }
                case REFUSES -> CompletableFuture.failedFuture(new RejectedExecutionException("full"));
                case FORGETS -> new CompletableFuture<>();
            };
        };
    }
}
