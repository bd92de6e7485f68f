package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.work.WorkCompletedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postern.ra.ManualWorkManager;

/** Messages for a bean of which the container has no instance at the moment. */
class DeliveriesWithoutInstanceTest extends DeliveriesSetUp {
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

    private static void inAThreadOfItsOwn(Runnable part) throws InterruptedException {
        Thread thread = new Thread(part);
        thread.start();
        thread.join();
    }
}
