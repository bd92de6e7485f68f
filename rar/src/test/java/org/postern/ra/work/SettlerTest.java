package org.postern.ra.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.net.SystemTime;
import org.postern.ra.Impatient;

@Timeout(60)
class SettlerTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();

    @Test
    void whoComesAloneDoesItAtOnce() {
        Settler settler = new Settler(runs::incrementAndGet, new SystemTime());

        assertThat(settler.settle()).isTrue();
        assertThat(settler.settle()).isTrue();

        assertThat(runs).hasValue(2);
    }

    /** An undeployment must not hang with the address of another application. */
    @Test
    void whoComesWhileItHangsWaitsOnlySoLongAndItIsDoneAllTheSame() throws Exception {
        Settler settler = new Settler(this::hang, new Impatient());
        Thread first = new Thread(settler::settle);
        first.start();
        await().until(() -> runs.get() == 1);

        assertThat(settler.settle()).isFalse();
        assertThat(settler.settle()).isFalse();

        gate.countDown();
        first.join();
        assertThat(runs).hasValue(2);
        assertThat(settler.settle()).isTrue();
    }

    @Test
    void whatThrowsIsNotTheLast() {
        Settler settler = new Settler(
                () -> {
                    if (runs.incrementAndGet() == 1) {
                        throw new IllegalStateException("first");
                    }
                },
                new SystemTime());

        assertThatIllegalStateException().isThrownBy(settler::settle);
        assertThat(settler.settle()).isTrue();
    }

    /** A handler of the log fails in the round of the first one, say. */
    @ParameterizedTest
    @CsvSource({"1,1", "1,5", "2,5"})
    void whatOthersHaveAskedForIsDoneThoughTheRoundBeforeFails(int failing, int others) throws Exception {
        Settler settler = new Settler(
                () -> {
                    hang();
                    if (runs.get() <= failing) {
                        throw new AssertionError("round " + runs.get());
                    }
                },
                new SystemTime());
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(settler::settle);
        await().until(() -> runs.get() == 1);
        List<CompletableFuture<Boolean>> waiting =
                Stream.generate(() -> settleElsewhere(settler)).limit(others).toList();

        gate.countDown();

        assertThat(waiting)
                .allSatisfy(one -> assertThat(one.get(5, TimeUnit.SECONDS)).isTrue());
        assertThat(runs).hasValue(2);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(first::join)
                .havingCause()
                .withMessage("round 1");
    }

    /** On a thread that waits for somebody else's round by the time this returns. */
    private static CompletableFuture<Boolean> settleElsewhere(Settler settler) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> done.complete(settler.settle()));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return done;
    }

    /** Whoever has returned has seen a run that began after he came. */
    @Test
    void manyAtATimeAreEachServedByOneThreadAtATime() throws Exception {
        AtomicInteger wanted = new AtomicInteger();
        List<Integer> done = new CopyOnWriteArrayList<>();
        List<String> wrong = new CopyOnWriteArrayList<>();
        Settler settler = new Settler(
                () -> {
                    if (atOnce.incrementAndGet() != 1) {
                        wrong.add("two at a time");
                    }
                    done.add(wanted.get());
                    atOnce.decrementAndGet();
                },
                new SystemTime());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 200; round++) {
                    int mine = wanted.incrementAndGet();
                    if (!settler.settle() || done.stream().noneMatch(seen -> seen >= mine)) {
                        wrong.add("not done: " + mine);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(wrong).isEmpty();
    }

    private void hang() {
        runs.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
