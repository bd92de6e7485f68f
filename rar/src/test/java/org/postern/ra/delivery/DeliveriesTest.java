package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.Settings;

/** Which messages may be with a bean when. */
class DeliveriesTest extends DeliveriesSetUp {
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

    @Test
    void theContentIsFreedBeforeTheAnswer() {
        Deliveries deliveries = deliveries(1, 10);
        ReceivedMessage message = ReceivedMessages.message("m", "x");
        deliveries
                .submit(message, activation, deliveries.duplicateCheck(activation, Namesake.NONE))
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
}
