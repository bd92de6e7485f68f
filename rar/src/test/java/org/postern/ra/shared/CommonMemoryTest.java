package org.postern.ra.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.BlockingTasks;
import org.postern.net.ManualClock;
import org.postern.ra.LogLines;
import org.postern.ra.log.Log;

/** A store that fails, is late or hangs costs mail nothing but what the other instances know. */
@Timeout(30)
class CommonMemoryTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock time = new ManualClock();
    private final LogLines log = new LogLines();
    private final FragileCells cells = new FragileCells();
    private final ManualAlarm alarm = new ManualAlarm();
    private final SomeThreads threads = new SomeThreads();
    private final CommonMemory memory = new CommonMemory(
            new StoreKind("the store", () -> new CellStore(cells, time.clock()::millis)),
            threads,
            alarm,
            time,
            new Log(time));

    @AfterEach
    void close() {
        cells.heal();
        log.close();
    }

    @Test
    void theStoreIsAskedOnceItWasReached() {
        assertThat(count()).as("by itself").isEqualTo(1);
        assertThat(cells.calls()).isZero();

        memory.look();
        assertThat(memory.isReached()).isTrue();
        assertThat(log.lines("POSTERN-1081")).hasSize(1);
        assertThat(count()).as("what was counted before counts on").isEqualTo(2);
        assertThat(another().increment("key", 0, HOUR)).isEqualTo(1);
    }

    @Test
    void aStoreThatIsNotThereAtTheStartIsNoReasonNotToGoOn() {
        cells.fail();
        memory.look();
        memory.look();
        assertThat(count()).isEqualTo(1);
        time.pass(CommonMemory.PAUSE);
        memory.look();
        assertThat(log.lines("POSTERN-1082"))
                .singleElement()
                .asString()
                .contains("the store")
                .contains("broken");

        cells.heal();
        memory.look();
        assertThat(memory.isReached()).as("the pause is not over").isFalse();
        time.pass(CommonMemory.PAUSE);
        memory.look();
        assertThat(memory.isReached()).isTrue();
        assertThat(log.lines("POSTERN-1083")).hasSize(1);
    }

    @Test
    void aStoreThatFailsIsNotAskedForAWhile() {
        memory.look();
        count();
        another().increment("key", 1, HOUR);
        cells.fail();

        assertThat(count()).as("by itself").isEqualTo(1);
        int calls = cells.calls();
        assertThat(count()).isEqualTo(2);
        memory.look();
        assertThat(cells.calls()).isEqualTo(calls);
        assertThat(log.lines("POSTERN-1082")).hasSize(1);

        cells.heal();
        time.pass(CommonMemory.PAUSE);
        memory.look();
        assertThat(count())
                .as("3 in the store by now, and what was learnt meanwhile")
                .isEqualTo(5);
        assertThat(log.lines("POSTERN-1083")).hasSize(1);
    }

    /** Also what was put. */
    @Test
    void whatThisInstanceHasLearntAloneStaysInForceHere() {
        memory.look();
        cells.fail();
        assertThat(memory.ask(store -> store.putIfAbsent("message", "mine", HOUR))
                        .join())
                .isEmpty();
        cells.heal();
        time.pass(CommonMemory.PAUSE);
        memory.look();

        assertThat(memory.ask(store -> store.get("message")).join()).contains("mine");
        assertThat(memory.ask(store -> store.putIfAbsent("message", "other", HOUR))
                        .join())
                .contains("mine");
    }

    @Test
    void whatIsCountedDownIsCountedDownWhereItWasCounted() {
        memory.look();
        cells.fail();
        count();
        cells.heal();
        time.pass(CommonMemory.PAUSE);
        memory.look();
        count();

        assertThat(memory.ask(store -> store.increment("key", -1, HOUR)).join()).isZero();
        assertThat(another().increment("key", 0, HOUR)).isEqualTo(1);
        memory.ask(store -> store.increment("key", -1, HOUR)).join();
        assertThat(another().increment("key", 0, HOUR)).isZero();
    }

    @Test
    void aStoreThatHangsIsGivenUpAtTheDeadline() {
        memory.look();
        cells.hang();
        CompletableFuture<Long> hanging = ask();
        await().until(() -> cells.hanging() == 1);
        assertThat(hanging).isNotDone();

        ringAtTheDeadline();
        assertThat(hanging).isCompletedWithValue(1L);
        assertThat(memory.isReached()).isFalse();
        assertThat(log.lines("POSTERN-1082")).singleElement().asString().contains("no answer within 250 ms");
        assertThat(ask()).as("the next does not wait").isCompletedWithValue(2L);
    }

    @Test
    void aStoreThatHangsHoldsFewThreads() {
        memory.look();
        cells.hang();
        List<CompletableFuture<Long>> asked = IntStream.range(0, 2 * CommonMemory.UNDER_WAY)
                .mapToObj(i -> ask())
                .toList();
        await().until(() -> cells.hanging() == CommonMemory.AT_ONCE);

        assertThat(asked.stream().filter(CompletableFuture::isDone))
                .as("those beyond what may wait")
                .hasSize(CommonMemory.UNDER_WAY);
        ringAtTheDeadline();
        assertThat(asked).allMatch(CompletableFuture::isDone);
        assertThat(threads.alive()).isEqualTo(CommonMemory.AT_ONCE);
        cells.letOthersPass();
        time.pass(CommonMemory.PAUSE);
        memory.look();
        assertThat(memory.isReached()).as("its threads have not come back").isFalse();

        cells.heal();
        await().until(() -> threads.alive() == 0);
        memory.look();
        assertThat(memory.isReached()).isTrue();
    }

    /** What comes back after the store was found anew is no news. */
    @Test
    void aFailureOfFormerTimesIsNotHeard() {
        memory.look();
        cells.hang();
        ask();
        await().until(() -> cells.hanging() == 1);
        ringAtTheDeadline();
        cells.letOthersPass();
        time.pass(CommonMemory.PAUSE);
        memory.look();
        assertThat(memory.isReached()).isTrue();

        cells.failThoseThatHang();
        await().until(() -> threads.alive() == 0);
        assertThat(memory.isReached()).isTrue();
        assertThat(log.lines("POSTERN-1082")).hasSize(1);
    }

    /** It is busy, and the store has not been asked. */
    @Test
    void aContainerThatGivesNoThreadIsNotTheStoresFault() {
        memory.look();
        threads.keepWaiting();
        CompletableFuture<Long> waiting = ask();
        ringAtTheDeadline();

        assertThat(waiting).isCompletedWithValue(1L);
        assertThat(memory.isReached()).isTrue();
        threads.refuse();
        assertThat(ask()).isCompletedWithValue(2L);
        assertThat(memory.isReached()).isTrue();
    }

    /** Its event loops are closed. */
    @Test
    void anAdapterThatStopsAsksNoMore() {
        memory.look();
        alarm.refuse();

        assertThat(ask()).isCompletedWithValue(1L);
    }

    /** A question is several calls, and its thread may come late: each call has its time. */
    @Test
    void aStoreThatAnswersEachCallIsNotGone() {
        memory.look();
        CompletableFuture<Long> asked = memory.ask(store -> {
            store.get("key");
            time.pass(CommonMemory.DEADLINE.minusMillis(1));
            store.get("key");
            cells.hang();
            return store.increment("key", 1, HOUR);
        });
        await().until(() -> cells.hanging() == 1);
        time.pass(Duration.ofMillis(1));
        alarm.ring();
        assertThat(asked).as("the client does not wait").isCompletedWithValue(1L);
        assertThat(memory.isReached()).isTrue();

        ringAtTheDeadline();
        assertThat(memory.isReached()).as("the last call does not come back").isFalse();
    }

    /** Nothing else would say that what the instances know in common is of no use. */
    @Test
    void aStoreThatIsTooSlowForMostQuestionsOfAMinuteIsTold() {
        memory.look();
        threads.keepWaiting();
        IntStream.range(0, 20).forEach(i -> ask());
        ringAtTheDeadline();
        memory.look();
        assertThat(log.lines("POSTERN-1085")).isEmpty();
        time.pass(Duration.ofMinutes(1));
        memory.look();

        assertThat(log.lines("POSTERN-1085")).singleElement().asString().contains("20 of 20");
        assertThat(memory.isReached()).isTrue();
        time.pass(Duration.ofMinutes(1));
        memory.look();
        assertThat(log.lines("POSTERN-1085")).as("of the next minute").hasSize(1);
    }

    /** Others may come first at one or two. */
    @Test
    void fewQuestionsSayNothingOfAStore() {
        memory.look();
        threads.keepWaiting();
        IntStream.range(0, 19).forEach(i -> ask());
        ringAtTheDeadline();
        time.pass(Duration.ofMinutes(1));
        memory.look();

        assertThat(log.lines("POSTERN-1085")).isEmpty();
    }

    /** When a balancer reloads it has much to be told, which waits. */
    @Test
    void whatAStoreIsOnlyToldSaysNothingOfIt() {
        memory.look();
        threads.keepWaiting();
        IntStream.range(0, 20)
                .forEach(i -> memory.ask(store -> store.increment("key", 1, HOUR), new Aftermath<>() {
                    @Override
                    public boolean isAnswerUsed() {
                        return false;
                    }
                }));
        ringAtTheDeadline();
        time.pass(Duration.ofMinutes(1));
        memory.look();

        assertThat(log.lines("POSTERN-1085")).isEmpty();
    }

    /** It is gone, and that was told. */
    @Test
    void theMinuteInWhichAStoreWasLostSaysNothingOfIt() {
        memory.look();
        threads.keepWaiting();
        IntStream.range(0, 20).forEach(i -> ask());
        ringAtTheDeadline();
        assertThat(memory.visit(store -> {
                    throw new StoreException("broken");
                }))
                .isFalse();
        time.pass(Duration.ofMinutes(1));
        memory.look();
        assertThat(memory.isReached()).as("it is back").isTrue();
        time.pass(Duration.ofMinutes(1));
        memory.look();

        assertThat(log.lines("POSTERN-1082")).hasSize(1);
        assertThat(log.lines("POSTERN-1085")).isEmpty();
    }

    @Test
    void aStoreThatAnswersMostQuestionsIsNotTold() {
        memory.look();
        IntStream.range(0, 20).forEach(i -> count());
        threads.keepWaiting();
        IntStream.range(0, 20).forEach(i -> ask());
        ringAtTheDeadline();
        time.pass(Duration.ofMinutes(1));
        memory.look();

        assertThat(log.lines("POSTERN-1085")).isEmpty();
    }

    @Test
    void othersThatComeFirstAreNoReasonToLeaveTheStore() {
        memory.look();
        cells.letOthersComeFirst();

        assertThat(count()).isEqualTo(1);
        assertThat(memory.isReached()).isTrue();
    }

    @Test
    void whatIsOverIsRemovedNowAndThen() {
        memory.look();
        memory.look();
        assertThat(cells.tidied()).isZero();
        time.pass(Duration.ofMinutes(1));
        memory.look();
        memory.look();
        assertThat(cells.tidied()).isEqualTo(1);
    }

    /** A guesser may fill it with some thousand entries a minute. */
    @Test
    void whileMoreIsOverTheNextLookGoesOn() {
        cells.fill(2);
        memory.look();
        time.pass(Duration.ofMinutes(1));
        memory.look();
        memory.look();
        memory.look();
        memory.look();
        assertThat(cells.tidied()).isEqualTo(3);
    }

    /** A user without the right to delete, or a table that is too large by now. */
    @Test
    void aStoreFromWhichNothingCanBeRemovedIsAskedAsBefore() {
        memory.look();
        cells.keepAll();
        time.pass(Duration.ofMinutes(1));
        memory.look();
        memory.look();
        assertThat(memory.isReached()).isTrue();
        assertThat(cells.tidied()).as("a minute is not over").isEqualTo(1);
        time.pass(Duration.ofMinutes(1));
        memory.look();

        assertThat(cells.tidied()).isEqualTo(2);
        assertThat(log.lines("POSTERN-1084"))
                .singleElement()
                .asString()
                .contains("the store")
                .contains("broken");
        assertThat(log.lines("POSTERN-1082")).isEmpty();
    }

    @Test
    void aStoreThatIsFoundToBeGoneWhenItIsTidiedIsLeft() {
        memory.look();
        cells.fail();
        time.pass(Duration.ofMinutes(1));
        memory.look();

        assertThat(memory.isReached()).isFalse();
        assertThat(log.lines("POSTERN-1082")).hasSize(1);
        assertThat(log.lines("POSTERN-1084")).isEmpty();
    }

    /** It would be found again and again. */
    @Test
    void aStoreThatCanOnlyBeReadIsGoneUntilItCanBeWritten() {
        cells.becomeReadOnly();
        for (int i = 0; i < 3; i++) {
            memory.look();
            assertThat(memory.isReached()).isFalse();
            time.pass(CommonMemory.PAUSE);
        }
        assertThat(log.lines("POSTERN-1082")).hasSize(1);
        assertThat(log.lines("POSTERN-1081")).isEmpty();
        assertThat(log.lines("POSTERN-1083")).isEmpty();
    }

    private SharedStore another() {
        return new CellStore(cells, time.clock()::millis);
    }

    private void ringAtTheDeadline() {
        time.pass(CommonMemory.DEADLINE);
        alarm.ring();
    }

    private CompletableFuture<Long> ask() {
        return memory.ask(store -> store.increment("key", 1, HOUR));
    }

    private long count() {
        return ask().join();
    }

    /** Threads of a container's. */
    private static final class SomeThreads implements BlockingTasks {
        private final List<Thread> all = new ArrayList<>();
        private boolean waiting;
        private boolean refusing;

        void keepWaiting() {
            waiting = true;
        }

        void refuse() {
            refusing = true;
        }

        synchronized long alive() {
            return all.stream().filter(Thread::isAlive).count();
        }

        @Override
        public synchronized CompletableFuture<Void> run(Runnable task) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            if (refusing) {
                end.completeExceptionally(new RejectedExecutionException("full"));
            } else if (!waiting) {
                Thread thread = new Thread(() -> {
                    task.run();
                    end.complete(null);
                });
                all.add(thread);
                thread.start();
            }
            return end;
        }
    }
}
