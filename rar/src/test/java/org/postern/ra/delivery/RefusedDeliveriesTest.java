package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.work.WorkCompletedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;
import org.postern.ra.identity.SecurityInflow;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.work.WorkSubmitter;

/** What a container refuses, at once or late, is answered once. */
class RefusedDeliveriesTest extends DeliveriesSetUp {
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
}
