package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeBuilderTest {
    private final EnvelopeBuilder builder = new EnvelopeBuilder(
            new ConversationSettings(
                    Peer.HOST, TestLimits.ROOMY, Service.SMTP, Peer.policyOf(Service.SMTP), EnvelopeSyntax.STRICT),
            Security.NO_TLS,
            Authenticator.none());

    @Test
    void collectsSenderRecipientsAndParameters() throws Refusal {
        builder.sender(" FROM:<\"a > b\"@example.org> BODY=8BITMIME SIZE=5");
        builder.add(builder.recipient(" TO:<@relay.example:c@example.org>"));
        builder.add(builder.recipient(" TO:<Postmaster>"));

        Envelope envelope = builder.build();

        assertThat(envelope.reversePath()).contains("\"a > b\"@example.org");
        assertThat(envelope.parameters()).hasToString("{BODY=8BITMIME, SIZE=5}");
        assertThat(envelope.recipients())
                .containsExactly(new Recipient("c@example.org", Map.of()), new Recipient("Postmaster", Map.of()));
    }

    @Test
    void hasNoReversePathForTheNullSender() throws Refusal {
        builder.sender(" FROM:<>");

        assertThat(builder.build().reversePath()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM",
                "FROM <a@b>",
                "FROM :<a@b>",
                "TO:<a@b>",
                "<a@b>",
                "FROM:<a@b>SIZE=1",
                "FROM:<a@b>>",
                "FROM:<>x"
            })
    void refusesWhatDoesNotLookLikeMail(String argument) {
        assertThat(catchThrowableOfType(Refusal.class, () -> builder.sender(" " + argument))
                        .reply())
                .isSameAs(Replies.MAIL_SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TO", "TO <a@b>", "TO :<a@b>", "FROM:<a@b>", "<a@b>", "TO:<a@b>X", "TO:<a@b>,<c@d>"})
    void refusesWhatDoesNotLookLikeRcpt(String argument) {
        assertThat(catchThrowableOfType(Refusal.class, () -> builder.recipient(" " + argument))
                        .reply())
                .isSameAs(Replies.RCPT_SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM:", "FROM:a@b", "FROM: a@b", "FROM: <a@b>", "FROM:<a@b"})
    void wantsTheAddressInBrackets(String argument) {
        assertThat(catchThrowableOfType(Refusal.class, () -> builder.sender(" " + argument))
                        .reply())
                .isSameAs(Replies.BAD_SENDER);
    }

    @Test
    void givesAnEnvelopeThatLaterCommandsDoNotChange() throws Refusal {
        builder.sender(" FROM:<a@b>");
        builder.add(builder.recipient(" TO:<c@d>"));
        Envelope envelope = builder.build();
        builder.add(builder.recipient(" TO:<e@f>"));

        assertThat(envelope.recipients()).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> envelope.recipients().clear());
    }
}
