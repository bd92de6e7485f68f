package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.ApplicationException;
import jakarta.ejb.EJBException;
import jakarta.transaction.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.postern.api.MailRejectedException;

/** The reply to a message whose bean throws. */
class DeliveryToFailingBeanTest extends DeliverySetUp {
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

    /** What an application declares to keep what was done. */
    @ApplicationException(rollback = false)
    static final class Kept extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void anExceptionThatIsDeclaredToCommitIsTheApplicationsChoiceToKeepTheMessage() {
        bean.committingWhenItThrows().doing(mail -> {
            throw new Kept();
        });

        assertThat(deliver()).isEqualTo(TAKEN);
        assertThat(transactions.outcomes()).containsExactly(Status.STATUS_COMMITTED);
        assertThat(log.lines("POSTERN-2006")).hasSize(1);
    }

    /** Containers commit after checked exceptions, and half of a message's work would stay. */
    @Test
    void aCheckedExceptionRollsBack() {
        bean.committingWhenItThrows().doing(mail -> {
            throw new IOException("the disk is full");
        });

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(transactions.outcomes()).containsExactly(Status.STATUS_ROLLEDBACK);
        assertThat(log.lines("POSTERN-2005")).hasSize(1);
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

    /** As a checked exception does where the container looks at {@code @Transactional} alone. */
    @Test
    void aRejectionRollsBackWhereTheContainerWouldCommit() {
        bean.committingWhenItThrows().doing(mail -> {
            throw MailRejectedException.permanently("5.7.1", "No");
        });

        assertThat(deliver()).isEqualTo("550 5.7.1 No\r\n");
        assertThat(transactions.outcomes()).containsExactly(Status.STATUS_ROLLEDBACK);
        assertThat(log.lines("POSTERN-2003")).isEmpty();
    }

    @Test
    void whatMadeTheBeanRejectStandsInTheLogAlone() {
        bean.doing(mail -> {
            throw MailRejectedException.permanently("5.7.1", "No").causedBy(new IOException("pool\r\nempty"));
        });

        assertThat(deliver()).isEqualTo("550 5.7.1 No\r\n");
        assertThat(log.lines("POSTERN-2002"))
                .singleElement()
                .asString()
                .endsWith(" with 550: No (java.io.IOException: pool??empty)");
    }

    @Test
    void aRejectionThatCommittedIsStillTheReplyAndIsReported() {
        transactions.refuseMarks();
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
}
