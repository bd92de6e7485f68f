package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several outcomes the sender hears. */
class WorstReplyTest {
    private static final Reply TAKEN = Replies.accepted("m-1");
    private static final Reply TICKET = Replies.accepted("m-1", "Ticket 4711");
    private static final Reply LATER = Replies.notDelivered("m-1");
    private static final Reply DEFERRED = Reply.withForeignText(452, "4.2.2", "Mailbox full");
    private static final Reply REJECTED = Reply.withForeignText(550, "5.7.1", "No");
    private static final Reply REFUSED = Replies.notAuthorized("m-1");

    @Test
    void lessHopeCountsBeforeMore() {
        List<Reply> byHope = List.of(TAKEN, LATER, REFUSED);
        for (int i = 0; i < byHope.size(); i++) {
            for (int j = i; j < byHope.size(); j++) {
                assertThat(byHope.get(i).orWorse(byHope.get(j))).isSameAs(byHope.get(j));
                assertThat(byHope.get(j).orWorse(byHope.get(i))).isSameAs(byHope.get(j));
            }
        }
        assertThat(TICKET.orWorse(LATER)).isSameAs(LATER);
        assertThat(REFUSED.orWorse(DEFERRED)).isSameAs(REFUSED);
    }

    @Test
    void ofTwoThatLeaveAsMuchTheOneInWhichABeanSaysSomethingIsHeard() {
        assertThat(TAKEN.orWorse(TICKET)).isSameAs(TICKET);
        assertThat(TICKET.orWorse(TAKEN)).isSameAs(TICKET);
        assertThat(LATER.orWorse(DEFERRED)).isSameAs(DEFERRED);
        assertThat(REFUSED.orWorse(REJECTED)).isSameAs(REJECTED);
        assertThat(REJECTED.orWorse(REFUSED)).isSameAs(REJECTED);
    }

    @Test
    void ofTwoBeansThatSaySomethingTheFirstIsHeard() {
        Reply other = Replies.accepted("m-1", "Order 1");

        assertThat(TICKET.orWorse(other)).isSameAs(TICKET);
        assertThat(other.because("again").orWorse(TAKEN)).hasToString(other.toString());
    }
}
