package org.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReplyTest {
    private static final String LONGEST = "x".repeat(MailReply.MAX_TEXT_LENGTH);
    private static final String LONGEST_KEY = "x".repeat(MailReply.MAX_LOG_KEY_LENGTH);

    @Test
    void theSimplestOneSaysNothing() {
        assertThat(MailReply.accepted().text()).isEmpty();
        assertThat(MailReply.accepted().logKey()).isEmpty();
        assertThat(MailReply.accepted()).hasToString("250");
    }

    @Test
    void aTextAndAKeyAreKept() {
        MailReply reply = MailReply.accepted("Ticket 4711").withLogKey("4711");

        assertThat(reply.text()).contains("Ticket 4711");
        assertThat(reply.logKey()).contains("4711");
        assertThat(reply).hasToString("250 Ticket 4711 (4711)");
        assertThat(MailReply.accepted().withLogKey("4711").text()).isEmpty();
    }

    @Test
    void repliesThatSayTheSameAreEqual() {
        MailReply reply = MailReply.accepted("a").withLogKey("b");

        assertThat(reply)
                .isEqualTo(MailReply.accepted("a").withLogKey("b"))
                .hasSameHashCodeAs(MailReply.accepted("a").withLogKey("b"));
        assertThat(reply)
                .isNotEqualTo(MailReply.accepted("a"))
                .isNotEqualTo(MailReply.accepted("b").withLogKey("b"));
    }

    @Test
    void theLongestOnesAreTaken() {
        assertThat(MailReply.accepted(LONGEST).text()).contains(LONGEST);
        assertThat(MailReply.accepted().withLogKey(LONGEST_KEY).logKey()).contains(LONGEST_KEY);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\r\n"})
    void whatSaysNothingIsRefused(String nothing) {
        assertThatIllegalArgumentException().isThrownBy(() -> MailReply.accepted(nothing));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailReply.accepted().withLogKey(nothing));
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailReply.accepted(LONGEST + "x"))
                .withMessage("The text must have 1 to 2000 characters, this has 2001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailReply.accepted().withLogKey(LONGEST_KEY + "x"))
                .withMessage("The log key must have 1 to 80 characters, this has 81");
    }
}
