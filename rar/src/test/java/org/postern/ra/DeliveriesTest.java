package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.work.WorkCompletedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;

/** Who may be delivered when. The WorkManager runs nothing by itself here. */
class DeliveriesTest {
    private final FakeTransactions transactions = new FakeTransactions();
    private final ManualWorkManager workManager = new ManualWorkManager();
    private final FakeBean bean = new FakeBean(transactions);
    private Activation activation = new Activation(bean, Settings.endpoint());
    private final List<String> replies = new ArrayList<>();
    private final List<ReceivedMessage> messages = new ArrayList<>();
    private final LogLines log = new LogLines();
    private final ManualClock clock = new ManualClock();

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
        submit(deliveries, 2);
        clock.pass(Duration.ofSeconds(30));
        submit(deliveries, 1);

        clock.pass(Duration.ofSeconds(30));
        deliveries.settle();
        assertThat(replies).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        deliveries.settle();

        assertThat(replies).singleElement().asString().startsWith("451 4.3.2 Message m-1 ");
        assertThat(log.lines("POSTERN-2008")).singleElement().asString().contains("deliveryWaitSeconds");
        assertFreed(1);
        workManager.runNext();
        workManager.runNext();
        assertThat(bean.received()).containsExactly("0", "2");
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
        assertThat(deliveries.drain(activation)).isEmpty();
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
        assertThat(deliveries.drain(activation)).isEmpty();
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
        deliveries.submit(message, activation, deliveries.attempt(activation), reply -> {
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
            workManager.runNext(); // The second, while the first has the only instance.
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

        deliveries.settle();
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

        clock.pass(Duration.ofSeconds(61));
        deliveries.settle();

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
        assertThat(deliveries.beans()).isOne();

        deliveries.refuseWaiting(activation);
        deliveries.settle();

        assertThat(deliveries.beans()).isZero();
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
        assertThat(deliveries.drain(activation)).isEmpty();
    }

    @Test
    void whoTakesTooLongIsAnsweredAndCannotCommitAnyMore() {
        Deliveries deliveries = deliveries(1, 10);
        bean.doing(mail -> {
            clock.pass(Duration.ofSeconds(100));
            deliveries.settle();
            assertThat(replies).isEmpty();
            clock.pass(Duration.ofSeconds(1));
            deliveries.settle();
            deliveries.settle();
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
            clock.pass(Duration.ofSeconds(101));
            deliveries.settle();
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
            clock.pass(Duration.ofSeconds(1000));
            deliveries.settle();
        });
        submit(deliveries, 1);

        workManager.runNext();

        assertAnsweredOnce("250");
    }

    @Test
    void aDrainEndsInTimeAndNamesWhatIsLeft() {
        Deliveries deliveries = new Deliveries(
                workManager,
                transactions,
                Settings.noInflow(workManager),
                Duration.ZERO,
                Settings.noMemory(),
                clock,
                new Messages());
        submit(deliveries, 1);

        assertThat(deliveries.drain(activation)).containsExactly("m-0");
        workManager.runNext();
        assertThat(deliveries.drain(activation)).isEmpty();
    }

    @Test
    void aDrainWaitsForWhatIsUnderWay() throws Exception {
        Deliveries deliveries = deliveries(1, 10);
        submit(deliveries, 1);
        Thread drain = new Thread(() -> assertThat(deliveries.drain(activation)).isEmpty());
        drain.start();

        await().until(() -> drain.getState() == Thread.State.TIMED_WAITING);
        workManager.runNext();
        drain.join(5_000);
        assertThat(drain.isAlive()).isFalse();
    }

    /** Containers give a stopping adapter one time for everything. */
    @Test
    void allAreDrainedInOneTimeAndWhoIsStuckIsNamed() {
        Activation other = new Activation(new FakeBean(transactions), Settings.endpoint());
        Activation idle = new Activation(new FakeBean(transactions), Settings.endpoint());
        Deliveries deliveries = deliveries(2, 10);
        submit(deliveries, 2);
        submit(deliveries, ReceivedMessages.message("other", "x"), other);

        long began = System.nanoTime();
        var left = deliveries.drainAll(List.of(activation, idle, other), Duration.ofMillis(200));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(199), Duration.ofSeconds(20));
        assertThat(left).containsOnlyKeys(activation, other);
        assertThat(left.get(activation)).containsExactlyInAnyOrder("m-0", "m-1");
        assertThat(left.get(other)).containsExactly("other");

        workManager.runNext();
        workManager.runNext();
        assertThat(deliveries.drainAll(List.of(activation, other), Duration.ZERO))
                .containsOnlyKeys(other);
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
        return new Deliveries(
                workManager,
                transactions,
                Settings.noInflow(workManager),
                Duration.ofSeconds(20),
                Settings.noMemory(),
                clock,
                new Messages());
    }

    private void submit(Deliveries deliveries, ReceivedMessage message, Activation bean) {
        deliveries.submit(message, bean, deliveries.attempt(bean), reply -> replies.add(reply.toString()));
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
}
