package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;

/** The reply to a message whose bean returns. */
class DeliveryTest extends DeliverySetUp {
    @Test
    void returnedAndCommittedIs250() {
        assertThat(deliver()).isEqualTo(TAKEN);
        assertThat(bean.calls()).isEqualTo(PAIRED);
        assertThat(bean.received()).containsExactly("hello\r\n");
        assertThat(log.lines("POSTERN-2001")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Status.STATUS_ROLLEDBACK, Status.STATUS_UNKNOWN, Status.STATUS_NO_TRANSACTION})
    void returnedAndNotCommittedIs451(int status) {
        bean.endingWith(status);

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(bean.calls()).isEqualTo(PAIRED);
        assertThat(log.lines("POSTERN-2004")).hasSize(1);
        assertThat(log.lines("POSTERN-2001")).isEmpty();
    }

    @Test
    void returnedAndNeverToldTheOutcomeIs451() {
        bean.silent();

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(log.lines("POSTERN-2004")).hasSize(1);
    }

    /** Each way in which a transaction can get lost behind a bean that returned. */
    @ParameterizedTest
    @EnumSource(NotCommitted.class)
    void whyATransactionDidNotCommitIsSaid(NotCommitted why) {
        Delivery delivery = delivery(activation());
        switch (why) {
            case TOO_SLOW, UNDEPLOYED ->
                bean.doing(mail -> assertThat(delivery.abandon(why)).isTrue());
            case MARKED -> bean.doing(mail -> transactions.setRollbackOnly());
            case ENDED_EARLY -> bean.doing(mail -> transactions.end(Status.STATUS_ROLLEDBACK));
            case COMMIT_FAILED -> bean.completing(FakeTransactions::failToCommit);
            case LEFT_OPEN -> bean.withoutTransaction().doing(mail -> transactions.begin());
            case NOT_TRIED -> bean.endingWith(Status.STATUS_ROLLEDBACK);
            case UNKNOWN -> bean.endingWith(Status.STATUS_UNKNOWN);
            case NOT_TOLD -> bean.silent();
        }

        assertThat(delivery.deliver().orElseThrow().toString()).isEqualTo(LATER);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("POSTERN-2004 message m-1 ")
                .endsWith(FakeBean.class.getName() + " returned, but its transaction did not commit: " + why.meaning()
                        + ". The sender will try again");
    }

    @Test
    void thatTheBeanIsBeingUndeployedIsSaidWithIt() {
        Activation activation = activation();
        bean.doing(mail -> activation.close()).endingWith(Status.STATUS_ROLLEDBACK);

        assertThat(deliver(activation)).isEqualTo(LATER);
        assertThat(log.lines("POSTERN-2004"))
                .singleElement()
                .asString()
                .endsWith(". The bean is being undeployed. The sender will try again");
    }

    @Test
    void returnedWithoutATransactionIs250() {
        bean.withoutTransaction();

        assertThat(deliver()).isEqualTo(TAKEN);
        assertThat(bean.calls()).isEqualTo(PAIRED);
    }

    /** Section 14.5.6: without an XAResource there need be none, and the bean could not be trusted with the message. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTransactionThatTheContainerOwesIs451AndTheBeanIsNotCalled(boolean recipientAware) {
        bean.beginningNothing();
        if (recipientAware) {
            bean.asked(inquiry -> {});
        }

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(bean.calls()).containsExactly("create", "before onMessage", "after", "release");
        assertThat(log.lines("POSTERN-2020")).singleElement().asString().contains("NOT_SUPPORTED");
        assertThat(log.lines("POSTERN-2001")).isEmpty();
    }

    @Test
    void aContainerThatOwesNoTransactionNeedNotBeginOne() {
        bean.beginningNothing().withoutTransaction();

        assertThat(deliver()).isEqualTo(TAKEN);
    }
}
