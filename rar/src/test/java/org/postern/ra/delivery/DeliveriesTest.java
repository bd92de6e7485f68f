package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.work.WorkCompletedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;
import org.postern.ra.config.Property;
import org.postern.ra.identity.SecurityInflow;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.work.WorkSubmitter;

/** Who may be delivered when. The WorkManager runs nothing by itself here. */
class DeliveriesTest {
    private final FakeTransactions transactions = new FakeTransactions();
    private final ManualWorkManager workManager = new ManualWorkManager();
    private final FakeBean bean = new FakeBean(transactions);
    private Activation activation = new Activation(bean, Settings.endpoint());
    private final List<String> replies = new ArrayList<>();
    private final List<ReceivedMessage> messages = new ArrayList<>();
    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private BeanLanes lanes = Settings.lanes(workManager, time);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void noMoreRunThanMayAndTheOthersTakeTheirTurns() {
        Deliveries deliveries = deliveries(2, 10);
        submit(deliveries, 4);
        assertThat(workManager.given()).hasSize(2);

        workManager.runNext();
        assertThat(workManager.given()).hasSize(2);
        workManager.runNext();
        workManager.runNext();
        workManager.runNext();

        assertThat(workManager.given()).isEmpty();
        assertThat(bean.received()).containsExactly("0", "1", "2", "3");
        assertAnsweredOnce("250");
    }

    @Test
    void noMoreWaitThanMay() {
        Deliveries deliveries = deliveries(1, 1);
        submit(deliveries, 3);

        assertThat(replies).singleElement().asString().startsWith("451 4.3.2 Message m-2 ");
        assertThat(log.lines("POSTERN-2008")).singleElement().asString().contains("maxWaitingDeliveries");
        assertFreed(2);
        workManager.runNext();
        workManager.runNext();
        assertThat(replies).hasSize(3);
    }

    @Test
    void whoHasWaitedTooLongIsRefused() {
        Deliveries deliveries = deliveries(1, 10);
        bean.doing(first -> {
            bean.doing(other -> {});
            time.pass(Duration.ofSeconds(30));
            submit(deliveries, 1);
            time.pass(Duration.ofSeconds(30));
            lanes.settle();
            assertThat(replies).isEmpty();
            time.pass(Duration.ofSeconds(1));
            lanes.settle();
            assertThat(replies).singleElement().asString().startsWith("451 4.3.2 Message m-1 ");
            assertFreed(1);
        });
        submit(deliveries, 2);

        workManager.runNext();
        workManager.runNext();

        assertThat(log.lines("POSTERN-2008")).singleElement().asString().contains("deliveryWaitSeconds");
        assertThat(bean.received()).containsExactly("0", "2");
        assertThat(workManager.given()).isEmpty();
    }

    /** A container may be out of threads, or never come to what it has taken: nobody waits for it longer than for a bean. */
    @Test
    void whoWaitsTooLongForAThreadIsRefusedAndTheNextHasItsPlace() {
        Deliveries deliveries = deliveries(1, 10);
        submit(deliveries, 1);
        time.pass(Duration.ofSeconds(61));
        submit(deliveries, 1);
        lanes.settle();

        assertThat(replies).singleElement().asString().startsWith("451 4.3.2 Message m-0 ");
        assertFreed(0);
        assertThat(workManager.given()).hasSize(2);
        workManager.runNext();
        workManager.runNext();
        assertThat(bean.received()).containsExactly("1");
        assertThat(lanes.beans()).isZero();
    }

    /** A time server corrects the clock of a machine that has just woken up. */
    @ParameterizedTest
    @ValueSource(longs = {-2, 2})
    void aWallClockThatIsSetChangesNoDeadline(long hours) {
        Deliveries deliveries = deliveries(1, 10);
        bean.doing(first -> {
            time.jump(Duration.ofHours(hours));
            lanes.settle();
            assertThat(replies).isEmpty();
            time.pass(Duration.ofSeconds(61));
            lanes.settle();
            assertThat(replies).singleElement().asString().startsWith("451 4.3.2 Message m-1 ");
            time.pass(Duration.ofSeconds(40));
            lanes.settle();
            assertThat(replies).last().asString().startsWith("451 4.3.0 Message m-0 ");
        });
        submit(deliveries, 2);

        workManager.runNext();

        assertThat(replies).hasSize(2);
    }

    /** The adapter stops with much that waits: each refusal leads to the next submission, and must not do so on its stack. */
    @Test
    void whenTheDispatcherTakesNothingAnyMoreAllThatWaitAreAnswered() {
        int many = 20_000;
        boolean[] stopped = {false};
        WorkSubmitter container = new WorkSubmitter(
                workManager,
                task -> {
                    if (stopped[0]) {
                        throw new RejectedExecutionException("stopped");
                    }
                    task.run();
                },
                new Messages(Settings.log()));
        lanes = new BeanLanes(
                container, new SecurityInflow(container, time, new IdentityMessages(Settings.log())), time);
        Deliveries deliveries = deliveries(1, many);
        submit(deliveries, many);
        stopped[0] = true;

        workManager.runNext();

        assertThat(replies).hasSize(many);
        assertThat(lanes.beans()).isZero();
    }

    @Test
    void whoWaitsForAnActivationThatGoesAwayIsRefusedAndOthersAreNot() {
        Activation other = new Activation(new FakeBean(transactions), Settings.endpoint());
        Deliveries deliveries = deliveries(1, 10);
        submit(deliveries, 2);
        ReceivedMessage forOther = ReceivedMessages.message("other", "x");
        submit(deliveries, forOther, other);

        deliveries.refuseWaiting(activation);

        assertThat(replies).singleElement().asString().startsWith("451 4.3.2 Message m-1 ");
        workManager.runNext();
        workManager.runNext();
        assertThat(replies).last().asString().startsWith("250 2.0.0 OK, message other ");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aWorkManagerThatRefusesIsAnsweredOnceAndThePlaceIsFree(ManualWorkManager.Refusal how) {
        Deliveries deliveries = deliveries(1, 10);
        workManager.refuse(how, 1);
        submit(deliveries, 1);
        assertAnsweredOnce("451 4.3.2");
        assertFreed(0);

        submit(deliveries, 1);
        workManager.runNext();

        assertThat(replies).hasSize(2).last().asString().startsWith("250");
    }

    /** IronJacamar tells both the listener and the caller: that is one free place, not two. */
    @Test
    void aRefusalThatIsToldTwiceFreesOnePlace() {
        Deliveries deliveries = deliveries(1, 10);
        submit(deliveries, 4);
        workManager.refuse(ManualWorkManager.Refusal.TELLS_AND_THROWS, 1);

        workManager.runNext();

        assertThat(replies).hasSize(2);
        assertThat(workManager.given()).hasSize(1);
    }

    @Test
    void aWorkManagerThatRefusesAllThatWaitAnswersThemAll() {
        int many = 20_000;
        Deliveries deliveries = deliveries(1, many);
        submit(deliveries, many);
        workManager.refuse(ManualWorkManager.Refusal.THROWS);

        workManager.runNext();

        assertThat(replies).hasSize(many);
        assertThat(deliveries.drainAll(List.of(activation), Duration.ofSeconds(20)))
                .isEmpty();
    }

    @Test
    void aLateRejectionIsAnsweredOnceAndThePlaceIsFree() {
        Deliveries deliveries = deliveries(1, 10);
        submit(deliveries, 3);
        ManualWorkManager.Given late = workManager.given().remove(0);

        late.rejected();
        late.rejected();
        late.completed(new WorkCompletedException("late"));

        assertThat(replies).singleElement().asString().startsWith("451 4.3.2 Message m-0 ");
        assertThat(workManager.given()).hasSize(1);
    }

    @Test
    void aCompletionWithAnExceptionIsARejection() {
        Deliveries deliveries = deliveries(1, 10);
        submit(deliveries, 1);
        ManualWorkManager.Given never = workManager.given().remove(0);

        never.completed(new WorkCompletedException("never ran"));

        assertAnsweredOnce("451 4.3.2");
        assertFreed(0);
        assertThat(deliveries.drainAll(List.of(activation), Duration.ofSeconds(20)))
                .isEmpty();
    }

    @Test
    void whatContainersSayAfterTheEndIsNoSecondAnswer() {
        Deliveries deliveries = deliveries(1, 10);
        submit(deliveries, 1);
        ManualWorkManager.Given work = workManager.given().get(0);
        workManager.runNext();

        work.completed(new WorkCompletedException("late"));
        work.rejected();
        work.work().release();

        assertAnsweredOnce("250");
    }

    @Test
    void theContentIsFreedBeforeTheAnswer() {
        Deliveries deliveries = deliveries(1, 10);
        ReceivedMessage message = ReceivedMessages.message("m", "x");
        deliveries
                .submit(message, activation, deliveries.duplicateCheck(activation, false))
                .thenAccept(reply -> {
                    assertThatIOException().isThrownBy(() -> message.content().openStream());
                    replies.add(reply.toString());
                });

        workManager.runNext();

        assertAnsweredOnce("250");
    }

    @Test
    void aBeanThatIsFullKeepsNoOtherWaiting() {
        Activation other = new Activation(new FakeBean(transactions), Settings.endpoint());
        Deliveries deliveries = deliveries(1, 1);
        submit(deliveries, 3);
        assertThat(replies).hasSize(1);

        submit(deliveries, ReceivedMessages.message("other", "x"), other);

        assertThat(workManager.given()).hasSize(2);
        workManager.given().remove(1).work().run();
        assertThat(replies).last().asString().startsWith("250 2.0.0 OK, message other ");
    }

    @Test
    void whoFindsNoInstanceWaitsForTheNextThatIsFree() {
        Deliveries deliveries = deliveries(2, 10);
        bean.doing(first -> {
            bean.creating(() -> {
                throw new UnavailableException("no instance");
            });
            inAThreadOfItsOwn(workManager::runNext); // The second, while the first has the only instance.
            assertThat(replies).isEmpty();
            bean.doing(other -> {}).creating(() -> {});
        });
        submit(deliveries, 3);

        workManager.runNext();
        assertThat(replies).hasSize(1);
        workManager.runNext();
        workManager.runNext();

        assertThat(bean.received()).containsExactly("0", "1", "2");
        assertAnsweredOnce("250");
    }

    @Test
    void whoFoundNoInstanceTriesAgainAlsoWhenNothingIsUnderWay() {
        Deliveries deliveries = deliveries(1, 10);
        bean.creating(() -> {
            throw new UnavailableException("no instance");
        });
        submit(deliveries, 2);
        ManualWorkManager.Given first = workManager.given().get(0);
        workManager.runNext();
        assertThat(workManager.given()).isEmpty();
        first.completed(new WorkCompletedException("late"));
        assertThat(replies).isEmpty();
        bean.creating(() -> {});

        lanes.settle();
        workManager.runNext();
        workManager.runNext();

        assertThat(bean.received()).containsExactly("0", "1");
        assertAnsweredOnce("250");
    }

    @Test
    void whoNeverFindsAnInstanceIsRefusedInTheEnd() {
        Deliveries deliveries = deliveries(1, 10);
        bean.creating(() -> {
            throw new UnavailableException("no instance");
        });
        submit(deliveries, 1);
        workManager.runNext();

        time.pass(Duration.ofSeconds(61));
        lanes.settle();

        assertAnsweredOnce("451 4.3.2");
        assertFreed(0);
        assertThat(log.lines("POSTERN-2008")).singleElement().asString().contains("its pool is too small");
        assertThat(workManager.given()).isEmpty();
    }

    /** Else an application that was removed while its bean had no instance would stay in memory. */
    @Test
    void nothingIsKeptOfABeanWhoseMessagesWaitedInVain() {
        Deliveries deliveries = deliveries(1, 10);
        bean.creating(() -> {
            throw new UnavailableException("no instance");
        });
        submit(deliveries, 1);
        workManager.runNext();
        assertThat(lanes.beans()).isOne();

        deliveries.refuseWaiting(activation);
        lanes.settle();

        assertThat(lanes.beans()).isZero();
        assertAnsweredOnce("451 4.3.2");
    }

    @Test
    void whoFindsNoInstanceOfABeanThatGoesAwayIsRefused() {
        Deliveries deliveries = deliveries(1, 10);
        bean.creating(() -> {
            activation.close();
            throw new UnavailableException("no instance");
        });
        submit(deliveries, 1);
        workManager.runNext();

        assertAnsweredOnce("451 4.3.2");
        assertFreed(0);
        assertThat(deliveries.drainAll(List.of(activation), Duration.ofSeconds(20)))
                .isEmpty();
    }

    @Test
    void whoTakesTooLongIsAnsweredAndCannotCommitAnyMore() {
        Deliveries deliveries = deliveries(1, 10);
        bean.doing(mail -> {
            time.pass(Duration.ofSeconds(100));
            lanes.settle();
            assertThat(replies).isEmpty();
            time.pass(Duration.ofSeconds(1));
            lanes.settle();
            lanes.settle();
            assertThat(replies).singleElement().asString().startsWith("451 4.3.0 Message m-0 ");
            assertThat(mail.openStream().readAllBytes()).hasSize(1);
        });
        submit(deliveries, 1);

        workManager.runNext();

        assertAnsweredOnce("451");
        assertFreed(0);
        assertThat(log.lines("POSTERN-2012")).singleElement().asString().contains("longer than 100 s");
        assertThat(log.lines("POSTERN-2004")).hasSize(1);
        assertThat(log.lines("POSTERN-2001")).isEmpty();
    }

    @Test
    void whoHasCommittedInTheLastMomentIsNotAnsweredAnythingElse() {
        Deliveries deliveries = deliveries(1, 10);
        bean.after(() -> {
            time.pass(Duration.ofSeconds(101));
            lanes.settle();
        });
        submit(deliveries, 1);

        workManager.runNext();

        assertAnsweredOnce("250");
        assertThat(log.lines("POSTERN-2012")).isEmpty();
    }

    @Test
    void withoutATransactionNobodyIsAnsweredBeforeTheEnd() {
        Deliveries deliveries = deliveries(1, 10);
        bean.withoutTransaction().doing(mail -> {
            time.pass(Duration.ofSeconds(1000));
            lanes.settle();
        });
        submit(deliveries, 1);

        workManager.runNext();

        assertAnsweredOnce("250");
    }

    @Test
    void aDrainEndsInTimeAndNamesWhatIsLeft() {
        Deliveries deliveries = deliveries(1, 10);
        List<Map<Activation, List<String>>> left = new ArrayList<>();
        bean.doing(mail -> left.add(deliveries.drainAll(List.of(activation), Duration.ZERO)));
        submit(deliveries, 1);

        workManager.runNext();
        assertThat(left).containsExactly(Map.of(activation, List.of("m-0")));
        assertThat(deliveries.drainAll(List.of(activation), Duration.ofSeconds(20)))
                .isEmpty();
    }

    @Test
    void aDrainWaitsForWhatIsUnderWay() throws Exception {
        Deliveries deliveries = deliveries(1, 10);
        submit(deliveries, 1);
        Thread drain = new Thread(() -> assertThat(deliveries.drainAll(List.of(activation), Duration.ofSeconds(20)))
                .isEmpty());
        drain.start();

        await().until(() -> drain.getState() == Thread.State.TIMED_WAITING);
        workManager.runNext();
        drain.join(5_000);
        assertThat(drain.isAlive()).isFalse();
    }

    /** Containers give a stopping adapter one time for everything. */
    @Test
    void allAreDrainedInOneTimeAndWhoIsStuckIsNamed() {
        CountDownLatch leave = new CountDownLatch(1);
        bean.doing(mail -> leave.await());
        Activation other = new Activation(new FakeBean(transactions).doing(mail -> leave.await()), Settings.endpoint());
        Activation idle = new Activation(new FakeBean(transactions), Settings.endpoint());
        Deliveries deliveries = deliveries(2, 10);
        submit(deliveries, 2);
        submit(deliveries, ReceivedMessages.message("other", "x"), other);
        List<Thread> threads = List.copyOf(workManager.given()).stream()
                .map(one -> new Thread(one.work()))
                .toList();
        threads.forEach(Thread::start);
        await().until(() -> threads.stream().allMatch(one -> one.getState() == Thread.State.WAITING));

        long began = System.nanoTime();
        var left = deliveries.drainAll(List.of(activation, idle, other), Duration.ofMillis(200));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(199), Duration.ofSeconds(20));
        assertThat(left).containsOnlyKeys(activation, other);
        assertThat(left.get(activation)).containsExactlyInAnyOrder("m-0", "m-1");
        assertThat(left.get(other)).containsExactly("other");

        leave.countDown();
        assertThat(deliveries.drainAll(List.of(activation, other), Duration.ofSeconds(20)))
                .isEmpty();
    }

    private Deliveries deliveries(int concurrent, int waiting) {
        activation = new Activation(
                bean,
                Settings.endpoint(
                        Property.MAX_CONCURRENT_DELIVERIES,
                        concurrent,
                        Property.MAX_WAITING_DELIVERIES,
                        waiting,
                        Property.DELIVERY_WAIT_SECONDS,
                        60,
                        Property.DELIVERY_TIMEOUT_SECONDS,
                        100));
        return Settings.deliveries(lanes, transactions, time);
    }

    private void submit(Deliveries deliveries, ReceivedMessage message, Activation bean) {
        deliveries
                .submit(message, bean, deliveries.duplicateCheck(bean, false))
                .thenAccept(reply -> replies.add(reply.toString()));
    }

    private void submit(Deliveries deliveries, int count) {
        for (int i = 0; i < count; i++) {
            ReceivedMessage message =
                    ReceivedMessages.message("m-" + messages.size(), Integer.toString(messages.size()));
            messages.add(message);
            submit(deliveries, message, activation);
        }
    }

    private void assertAnsweredOnce(String prefix) {
        assertThat(replies).isNotEmpty().allSatisfy(reply -> assertThat(reply).startsWith(prefix));
        assertThat(replies.stream().distinct()).hasSameSizeAs(replies);
    }

    private void assertFreed(int index) {
        assertThatIOException().isThrownBy(() -> messages.get(index).content().openStream());
    }

    private static void inAThreadOfItsOwn(Runnable part) throws InterruptedException {
        Thread thread = new Thread(part);
        thread.start();
        thread.join();
    }
}
