package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.api.MailListener;
import org.postern.net.SystemTime;
import org.postern.net.TasksOn;
import org.postern.net.Time;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;
import org.postern.ra.deliverylog.DeliveryLog;
import org.postern.ra.duplicates.DuplicateFile;
import org.postern.ra.duplicates.DuplicateMemory;

/** An activation that ends while its delivery log is cleaned. */
@Timeout(30)
class CleaningsTest {
    private final LogLines lines = new LogLines();
    private final FakeTransactions transactions = new FakeTransactions();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final FakeBean bean = new FakeBean(transactions).before(this::pause);
    private final Time time = new GoingOn();
    private final DeliveryMessages messages = new DeliveryMessages(Settings.log());

    @AfterEach
    void close() {
        goOn.countDown();
        lines.close();
    }

    @Test
    void theStepIsWaitedForAndIsTheLast() throws Exception {
        Deliveries deliveries = new Deliveries(
                Settings.lanes(new ManualWorkManager(), time),
                transactions.ofThreads(),
                new DuplicateMemory(DuplicateFile.inMemory(1), Duration.ZERO, time),
                time,
                new TasksOn(Runnable::run),
                messages);
        Activation activation = activation();
        CompletableFuture<Boolean> cleaning = CompletableFuture.supplyAsync(() -> deliveries.cleanLog(activation));
        begun.await();
        activation.close();

        assertThat(deliveries.drainAll(List.of(activation), Duration.ofSeconds(20)))
                .isEmpty();

        assertThat(bean.calls()).containsExactly("create", "before onMessage", "after", "release");
        assertThat(cleaning.join()).isFalse();
    }

    private Activation activation() {
        BeanLog log = new BeanLog(
                new DeliveryLog("jdbc/orders", Duration.ofDays(14), name -> null, time),
                false,
                new BeanLog.Names("Orders", "shop/Orders"),
                messages);
        return new Activation(
                bean,
                Settings.endpoint(),
                MailListener.class,
                Optional.empty(),
                new DeliveryCounters(),
                1,
                (name, inTable) -> Optional.of(log));
    }

    private void pause() {
        begun.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What is under way goes on when something waits for it. */
    private final class GoingOn implements Time {
        private final Time real = new SystemTime();

        @Override
        public Clock clock() {
            return real.clock();
        }

        @Override
        public long nanos() {
            return real.nanos();
        }

        @Override
        public boolean await(CompletionStage<?> event, Duration atMost) {
            if (!event.toCompletableFuture().isDone()) {
                goOn.countDown();
            }
            return real.await(event, atMost);
        }
    }
}
