package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.LocalTransactionException;
import jakarta.resource.spi.UnavailableException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailRejectedException;
import org.postern.ra.FakeBean;

/** The reply to a message when the container fails around the bean. */
class DeliveryByFailingContainerTest extends DeliverySetUp {
    @Test
    void withoutAnEndpointThereIsNoReplyYetAndNothingElseIsCalled() {
        bean.creating(() -> {
            throw new UnavailableException("pool exhausted");
        });

        assertThat(delivery(activation()).deliver()).isEmpty();
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

    /** WildFly and TomEE, when the database is lost in the commit: the synchronization is told "committed". */
    @ParameterizedTest
    @ValueSource(classes = {HeuristicMixedException.class, HeuristicRollbackException.class, SystemException.class})
    void aCommitThatTheTransactionManagerDidNotFinishIs451WhateverTheStatus(Class<? extends Exception> type)
            throws Exception {
        Exception unfinished = type.getConstructor().newInstance();
        bean.endingWith(Status.STATUS_COMMITTED).after(() -> {
            throw new LocalTransactionException(unfinished);
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
}
