package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.Settings;

/** Deliveries that take too long, and those that a stop waits for. */
class EndOfDeliveriesTest extends DeliveriesSetUp {
    @Test
    void whoTakesTooLongIsAnsweredAndCannotCommitAnyMore() {
        Deliveries deliveries = deliveries(1, 10);
        bean.doing(mail -> {
            InputStream begun = mail.openStream();
            time.pass(Duration.ofSeconds(100));
            lanes.settle();
            assertThat(replies).isEmpty();
            assertThat(mail.openStream().readAllBytes()).hasSize(1);
            time.pass(Duration.ofSeconds(1));
            lanes.settle();
            lanes.settle();
            assertThat(replies).singleElement().asString().startsWith("451 4.3.0 Message m-0 ");
            assertThatThrownBy(begun::read).isInstanceOf(InterruptedIOException.class);
            assertThatThrownBy(begun::readAllBytes).isInstanceOf(InterruptedIOException.class);
            assertThatThrownBy(() -> begun.skip(1)).isInstanceOf(InterruptedIOException.class);
            assertThatThrownBy(() -> mail.openStream().readAllBytes()).isInstanceOf(InterruptedIOException.class);
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
            assertThat(mail.openStream().readAllBytes()).hasSize(1);
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
}
