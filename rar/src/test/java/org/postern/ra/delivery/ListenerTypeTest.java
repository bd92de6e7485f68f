package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.api.MailEndpoint;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailReply;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.RecipientInquiry;
import org.postern.api.ReplyingMailListener;

class ListenerTypeTest {
    /** Says nothing about recipients. */
    private static class Replying implements ReplyingMailListener {
        @Override
        public MailReply onMail(MailMessage message) {
            return MailReply.accepted();
        }
    }

    /** Says something. */
    private static class Asked extends Replying {
        @Override
        public void onRecipient(RecipientInquiry inquiry) {}
    }

    /** What it says is said above. */
    private static final class AskedAbove extends Asked {}

    @Test
    void aBeanThatDoesNotOverrideTheQuestionIsNotAsked() {
        assertThat(ListenerType.REPLYING.asksAboutRecipients(Replying.class)).isFalse();
        assertThat(ListenerType.REPLYING.asksAboutRecipients(Asked.class)).isTrue();
        assertThat(ListenerType.REPLYING.asksAboutRecipients(AskedAbove.class)).isTrue();
        // The container tells no class: it may.
        assertThat(ListenerType.REPLYING.asksAboutRecipients(null)).isTrue();
    }

    @Test
    void eitherTheInterfaceOrTheClassTellsTheType() {
        assertThat(ListenerType.of(MailListener.class, null)).isEqualTo(ListenerType.MAIL);
        assertThat(ListenerType.of(RecipientAwareMailListener.class, null)).isEqualTo(ListenerType.RECIPIENT_AWARE);
        assertThat(ListenerType.of(ReplyingMailListener.class, null)).isEqualTo(ListenerType.REPLYING);
        assertThat(ListenerType.of(MailEndpoint.class, null)).isEqualTo(ListenerType.ENDPOINT);
        assertThat(ListenerType.of(MailListener.class, Replying.class)).isEqualTo(ListenerType.REPLYING);
        assertThat(ListenerType.of(MailListener.class, MailEndpoint.class)).isEqualTo(ListenerType.ENDPOINT);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENDPOINT")
    void theMethodIsOneOfTheInterfaceItself(ListenerType type) throws Exception {
        assertThat(type.method().getDeclaringClass().getSimpleName())
                .isIn("MailListener", "RecipientAwareMailListener", "ReplyingMailListener");
        assertThat(type.method().getParameterTypes()).containsExactly(MailMessage.class);
    }
}
