package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.LocalTransactionException;
import jakarta.resource.spi.UnavailableException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.Status;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailRejectedException;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;

/** Each way a delivery can end, and what the sender hears: the table of docs/adr and of the listener's contract. */
class DeliveryTest {
    private static final List<String> PAIRED = List.of("create", "before onMessage", "onMessage", "after", "release");
    private static final String TAKEN = "250 2.0.0 OK, message m-1 accepted\r\n";
    private static final String LATER = "451 4.3.0 Message m-1 could not be processed, try again later\r\n";
    private static final String BUSY = "451 4.3.2 Message m-1 cannot be taken at the moment, try again later\r\n";

    private final FakeTransactions transactions = new FakeTransactions();
    private final FakeBean bean = new FakeBean(transactions);
    private final ReceivedMessage message = ReceivedMessages.message("m-1", "hello\r\n");
    private final LogLines log = new LogLines();

    @AfterEach
    void closeLog() {
        log.close();
    }

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
        Activation activation = activation();
        Delivery delivery =
                new Delivery(message, activation, transactions.ofThreads(), new DeliveryMessages(Settings.log()));
        switch (why) {
            case TOO_SLOW, UNDEPLOYED ->
                bean.doing(mail -> assertThat(delivery.abandon(why)).isTrue());
            case MARKED -> bean.doing(mail -> transactions.setRollbackOnly());
            case ENDED_EARLY -> bean.doing(mail -> transactions.end(Status.STATUS_ROLLEDBACK));
            case COMMIT_FAILED -> bean.completing(FakeTransactions::failToCommit);
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

    @Test
    void anExceptionWithoutATransactionIs451() {
        bean.withoutTransaction().doing(mail -> {
            throw new EJBException("secret");
        });

        assertThat(deliver()).isEqualTo(LATER);
    }

    @Test
    void anExceptionIs451AndItsTextStaysHere() {
        bean.doing(mail -> {
            throw new EJBException("secret");
        });

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(bean.calls()).isEqualTo(PAIRED);
        assertThat(log.lines("POSTERN-2005")).hasSize(1);
    }

    @Test
    void anErrorIs451AndTheEndpointIsGivenBack() {
        bean.doing(mail -> {
            throw new StackOverflowError();
        });

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(bean.calls()).isEqualTo(PAIRED);
    }

    @Test
    void aCheckedExceptionThatCommitsIsTheApplicationsChoiceToKeepTheMessage() {
        bean.committingWhenItThrows().doing(mail -> {
            throw new IOException("kept all the same");
        });

        assertThat(deliver()).isEqualTo(TAKEN);
        assertThat(log.lines("POSTERN-2006")).hasSize(1);
    }

    /** The bean was never called, and so nothing of the message is in what was committed. */
    @Test
    void aCallThatTheContainerRefusesIs451WhateverBecomesOfTheTransaction() {
        bean.committingWhenItThrows().doing(mail -> {
            throw new EJBException("the component is being stopped");
        });

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(log.lines("POSTERN-2005")).hasSize(1);
    }

    @Test
    void aRejectionIsTheReply() {
        bean.doing(mail -> {
            throw MailRejectedException.permanently("5.7.1", "No such order");
        });

        assertThat(deliver()).isEqualTo("550 5.7.1 No such order\r\n");
        assertThat(bean.calls()).isEqualTo(PAIRED);
        assertThat(log.lines("POSTERN-2002")).hasSize(1);
    }

    @Test
    void aTemporaryRejectionIsTheReply() {
        bean.doing(mail -> {
            throw MailRejectedException.withReply(452, "4.2.2", "Mailbox full");
        });

        assertThat(deliver()).isEqualTo("452 4.2.2 Mailbox full\r\n");
    }

    @Test
    void aRejectionThatCommittedIsStillTheReplyAndIsReported() {
        bean.committingWhenItThrows().doing(mail -> {
            throw MailRejectedException.permanently("5.7.1", "No");
        });

        assertThat(deliver()).isEqualTo("550 5.7.1 No\r\n");
        assertThat(log.lines("POSTERN-2003")).hasSize(1);
    }

    @Test
    void aLongRejectionIsSpreadOverLines() {
        bean.doing(mail -> {
            throw MailRejectedException.permanently("5.7.1", "x".repeat(1_000));
        });

        assertThat(deliver().split("\r\n")).hasSize(3).allSatisfy(line -> assertThat(line)
                .matches("550[- ]5\\.7\\.1 x+")
                .hasSizeLessThanOrEqualTo(510));
    }

    @Test
    void aRejectionCannotForgeRepliesOrLogLines() {
        bean.doing(mail -> {
            throw MailRejectedException.permanently("5.7.1", "no\r\n250 2.0.0 forged\u0000\u00e4\u2028POSTERN-1");
        });

        assertThat(deliver()).isEqualTo("550 5.7.1 no 250 2.0.0 forged???POSTERN-1\r\n");
        assertThat(log.lines()).allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]*"));
    }

    @Test
    void withoutAnEndpointThereIsNoReplyYetAndNothingElseIsCalled() {
        bean.creating(() -> {
            throw new UnavailableException("pool exhausted");
        });

        assertThat(new Delivery(message, activation(), transactions.ofThreads(), new DeliveryMessages(Settings.log()))
                        .deliver())
                .isEmpty();
        assertThat(bean.calls()).containsExactly("create");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aContainerThatFailsToMakeAnEndpointIsBusy(boolean error) {
        bean.creating(() -> {
            if (error) {
                throw new NoClassDefFoundError("gone");
            }
            throw new IllegalStateException("stopping");
        });

        assertThat(deliver()).isEqualTo(BUSY);
        assertThat(bean.calls()).containsExactly("create");
        assertThat(log.lines("POSTERN-2007")).hasSize(1);
    }

    @Test
    void anActivationThatGoesAwayMakesNoEndpoint() {
        Activation activation = activation();
        activation.close();

        assertThat(deliver(activation)).isEqualTo(BUSY);
        assertThat(bean.calls()).isEmpty();
    }

    @Test
    void withoutABeforeThereIsNoAfterButARelease() {
        bean.before(() -> {
            throw new ResourceException("no transaction to be had");
        });

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(bean.calls()).containsExactly("create", "before onMessage", "release");
        assertThat(log.lines("POSTERN-2005"))
                .singleElement()
                .asString()
                .contains("the server failed before it called " + FakeBean.class.getName());
    }

    @Test
    void aTransactionThatCannotBeWatchedIsNotDeliveredInto() {
        transactions.failRegistration();

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(bean.calls()).containsExactly("create", "before onMessage", "after", "release");
    }

    @Test
    void anAfterThatFailsDoesNotTakeACommitBack() {
        bean.after(() -> {
            throw new ResourceException("after the commit");
        });

        assertThat(deliver()).isEqualTo(TAKEN);
        assertThat(bean.calls()).isEqualTo(PAIRED);
        assertThat(log.lines("POSTERN-2006")).hasSize(1);
    }

    /** WildFly, when the database is lost in the commit: the synchronization is told "committed". */
    @ParameterizedTest
    @ValueSource(classes = {HeuristicMixedException.class, HeuristicRollbackException.class})
    void aHeuristicDecisionIs451WhateverTheStatus(Class<? extends Exception> heuristic) throws Exception {
        Exception decision = heuristic.getConstructor().newInstance();
        bean.endingWith(Status.STATUS_COMMITTED).after(() -> {
            throw new LocalTransactionException(decision);
        });

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(log.lines("POSTERN-2005")).hasSize(1);
    }

    @Test
    void anAfterThatFailsWithTheCommitIs451() {
        bean.endingWith(Status.STATUS_ROLLEDBACK).after(() -> {
            throw new ResourceException("commit failed");
        });

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(bean.calls()).isEqualTo(PAIRED);
        assertThat(log.lines("POSTERN-2005"))
                .singleElement()
                .asString()
                .contains("the server failed to complete the transaction of " + FakeBean.class.getName());
    }

    @Test
    void anAfterThatFailsDoesNotHideTheRejection() {
        bean.doing(mail -> {
                    throw MailRejectedException.permanently("5.7.1", "No");
                })
                .after(() -> {
                    throw new ResourceException("rollback");
                });

        assertThat(deliver()).isEqualTo("550 5.7.1 No\r\n");
    }

    /** The message is stored: to say anything but 250 would store it twice. */
    @Test
    void aReleaseThatFailsDoesNotTakeACommitBack() {
        bean.releasing(() -> {
            throw new IllegalStateException("already undeployed");
        });

        assertThat(deliver()).isEqualTo(TAKEN);
        assertThat(bean.calls()).isEqualTo(PAIRED);
    }

    @Test
    void everythingIsCalledOnOneThread() {
        deliver();

        assertThat(bean.threads()).containsExactly(Thread.currentThread());
    }

    private String deliver() {
        return deliver(activation());
    }

    private String deliver(Activation activation) {
        return new Delivery(message, activation, transactions.ofThreads(), new DeliveryMessages(Settings.log()))
                .deliver()
                .orElseThrow()
                .toString();
    }

    private Activation activation() {
        return new Activation(bean, Settings.endpoint());
    }
}
