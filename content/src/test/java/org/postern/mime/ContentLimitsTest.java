package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is beyond a bound is still there, and said. */
class ContentLimitsTest {
    private static final ContentLimits DEFAULTS = ContentLimits.defaults();

    @AfterEach
    void nothingIsInterruptedAnyMore() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void partsBeyondTheLimitAreOneAttachment(int most) throws Exception {
        String message = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(20) + "--b--\n";
        MailContent content = content(message, DEFAULTS.withParts(most));

        Attachment rest = content.attachments().get(content.attachments().size() - 1);
        assertThat(content.beyondLimits()).isTrue();
        assertThat(content.attachments()).hasSize(most - 1);
        assertThat(text(rest)).isEqualTo("--b\r\n\r\nx\r\n".repeat(21 - most) + "--b--\r\n");
        assertThat(content(message, DEFAULTS.withParts(21)).beyondLimits()).isFalse();
    }

    @Test
    void partsBelowTheDeepestLevelAreOneAttachment() throws Exception {
        String message = """
                Content-Type: multipart/mixed; boundary=a

                --a
                Content-Type: multipart/mixed; boundary=b

                --b

                x
                --b--
                --a--
                """;

        assertThat(content(message, DEFAULTS.withDepth(2)).beyondLimits()).isFalse();
        MailContent flat = content(message, DEFAULTS.withDepth(1));
        assertThat(flat.beyondLimits()).isTrue();
        assertThat(text(flat.attachments().get(0))).isEqualTo("--b\r\n\r\nx\r\n--b--");
    }

    @Test
    void fieldsBeyondTheLimitAreAnAttachment() throws Exception {
        String message = "Subject: s\nX-1: 1\nX-2: 2\n\nx\n";

        assertFieldsAreCut(content(message, DEFAULTS.withHeaderFields(1)), "X-1: 1\r\nX-2: 2\r\n");
        assertFieldsAreCut(content(message, DEFAULTS.withHeaderFields(2)), "X-2: 2\r\n");
        assertFieldsAreCut(content(message, DEFAULTS.withHeaderOctets(12)), "X-1: 1\r\nX-2: 2\r\n");
        assertThat(content(message, DEFAULTS.withHeaderFields(3)).beyondLimits())
                .isFalse();
    }

    private static void assertFieldsAreCut(MailContent content, String rest) throws Exception {
        assertThat(content.beyondLimits()).isTrue();
        assertThat(content.subject()).isEqualTo("s");
        assertThat(content.text()).contains("x\r\n");
        assertThat(content.attachments()).extracting(Attachment::type).containsExactly("text/rfc822-headers");
        assertThat(text(content.attachments().get(0))).isEqualTo(rest);
    }

    @Test
    void aTextBeyondTheLimitIsAnAttachmentToo() throws Exception {
        MailContent content = content("Subject: s\n\nabcdef", DEFAULTS.withTextOctets(3));

        assertThat(content.beyondLimits()).isTrue();
        assertThat(content.text()).contains("abc");
        assertThat(text(content.attachments().get(0))).isEqualTo("abcdef");
        assertThat(content("Subject: s\n\nabcdef", DEFAULTS.withTextOctets(6)).attachments())
                .isEmpty();
    }

    @Test
    void theLimitOfATextIsAboutWhatIsDecoded() throws Exception {
        String encoded = "Content-Transfer-Encoding: quoted-printable\n\n=61=62=63";

        assertThat(content(encoded, DEFAULTS.withTextOctets(3)).attachments()).isEmpty();
        assertThat(content(encoded, DEFAULTS.withTextOctets(3)).beyondLimits()).isFalse();
        assertThat(content(encoded, DEFAULTS.withTextOctets(2)).attachments()).hasSize(1);
        assertThat(content(encoded, DEFAULTS.withTextOctets(2)).text()).contains("ab");
    }

    @Test
    void addressesBeyondTheLimitAreInTheirField() throws Exception {
        MailContent content = content("To: a@b, c@d, e@f\n\nx", DEFAULTS.withAddresses(2));

        assertThat(content.beyondLimits()).isTrue();
        assertThat(content.to()).hasSize(2);
        assertThat(content.header("to")).contains("a@b, c@d, e@f");
        assertThat(content("To: a@b, c@d, e@f\n\nx", DEFAULTS.withAddresses(3)).beyondLimits())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aLimitIsAtLeastOne(int limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withParts(limit));
    }

    @Test
    void whatIsComputedForADeliveryThatWasGivenUpEnds() throws Exception {
        TestMail mail = mail("Subject: s\n\nx");
        Attachment attachment =
                content("Content-Type: a/b\n\nx", DEFAULTS).attachments().get(0);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> MailMessages.content(mail)).isInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(() -> attachment.openStream().readAllBytes()).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private static String text(Attachment attachment) throws Exception {
        try (InputStream in = attachment.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static MailContent content(String lines, ContentLimits limits) throws Exception {
        return MailMessages.content(mail(lines), limits);
    }

    private static TestMail mail(String lines) {
        return TestMail.of(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
