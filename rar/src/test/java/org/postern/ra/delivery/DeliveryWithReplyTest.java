package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.transaction.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.ra.FakeTransactions;

/** What a bean says about a message that it takes. */
class DeliveryWithReplyTest extends DeliverySetUp {
    @Test
    void theTextStandsBehindTheIdOfTheMessage() {
        bean.replying(mail -> MailReply.accepted("Ticket 4711"));

        assertThat(deliver()).isEqualTo("250 2.0.0 OK, message m-1 accepted: Ticket 4711\r\n");
        assertThat(bean.calls()).containsExactly("create", "before onMail", "onMail", "after", "release");
    }

    @Test
    void aBeanThatSaysNothingIsHeardAsAnyOther() {
        bean.replying(mail -> MailReply.accepted());
        assertThat(deliver()).isEqualTo(TAKEN);

        bean.replying(mail -> null);
        assertThat(deliver()).isEqualTo(TAKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {Status.STATUS_ROLLEDBACK, Status.STATUS_UNKNOWN, Status.STATUS_NO_TRANSACTION})
    void nothingIsSaidOfWhatDidNotCommit(int status) {
        bean.replying(mail -> MailReply.accepted("Ticket 4711").withLogKey("4711"))
                .endingWith(status);

        assertThat(deliver()).isEqualTo(LATER);
        assertThat(log.lines()).noneMatch(line -> line.contains("4711"));
    }

    @Test
    void nothingIsSaidWhenTheContainerFailsToCommit() {
        bean.replying(mail -> MailReply.accepted("Ticket 4711")).completing(FakeTransactions::failToCommit);

        assertThat(deliver()).isEqualTo(LATER);
    }

    @Test
    void whatIsTakenWithoutATransactionHasItsTextToo() {
        bean.withoutTransaction().replying(mail -> MailReply.accepted("Ticket 4711"));

        assertThat(deliver()).endsWith("accepted: Ticket 4711\r\n");
    }

    @Test
    void itRejectsAsAnyOther() {
        bean.replying(mail -> {
            throw MailRejectedException.permanently("5.7.1", "No such order");
        });
        assertThat(deliver()).isEqualTo("550 5.7.1 No such order\r\n");

        bean.replying(mail -> {
            throw new EJBException("secret");
        });
        assertThat(deliver()).isEqualTo(LATER);
    }

    /** What an application has chosen to keep has no text: it did not return one. */
    @Test
    void aFailureThatCommitsIsTakenWithoutAText() {
        bean.committingWhenItThrows().replying(mail -> {
            throw new DeliveryToFailingBeanTest.Kept();
        });

        assertThat(deliver()).isEqualTo(TAKEN);
    }

    @Test
    void aTextCannotForgeRepliesOrLogLines() {
        bean.replying(mail ->
                MailReply.accepted("Ticket\r\n550 5.7.1 forged\u0000\u00e4").withLogKey("4711\r\nPOSTERN-1\u2028"));

        assertThat(deliver()).isEqualTo("250 2.0.0 OK, message m-1 accepted: Ticket 550 5.7.1 forged??\r\n");
        assertThat(log.lines()).allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]*"));
    }

    @Test
    void aLongTextIsSpreadOverLines() {
        bean.replying(mail -> MailReply.accepted("x".repeat(MailReply.MAX_TEXT_LENGTH)));

        assertThat(deliver().split("\r\n"))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).startsWith("250").hasSizeLessThanOrEqualTo(510));
    }

    @Test
    void theKeyStandsInTheLogAndNotInTheReply() {
        bean.replying(mail -> MailReply.accepted().withLogKey("ticket 4711"));

        assertThat(deliver()).isEqualTo(TAKEN);
        assertThat(log.lines("POSTERN-2001")).singleElement().asString().endsWith(": ticket 4711");
    }
}
