package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailMessagesTest {
    private static final String CONTENT = "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello, bean.\r\n";

    @Test
    void aMessageIsParsedAsItIs() throws Exception {
        MimeMessage mime = MailMessages.toMimeMessage(TestMail.of(CONTENT.getBytes(StandardCharsets.US_ASCII)));

        assertThat(mime.getSubject()).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(mime.getContent()).isEqualTo("Hello, bean.\r\n");
        assertThat(mime.getHeader("Received")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: broken in the hea", "Subject: x\r\n\r\nbroken in the bo"})
    void contentThatCannotBeReadIsNoFaultOfItsSender(String content) {
        assertThatIOException()
                .isThrownBy(() -> MailMessages.content(TestMail.unreadable(content)))
                .withMessage("the disk is gone");
    }

    /** However it is made, and wherever its parts begin. */
    @ParameterizedTest
    @MethodSource("org.postern.mime.Corpus#cases")
    void aMessageOfWhichNothingIsCopiedIsTheSame(Corpus.Case message) throws Exception {
        TestMail mail = message.mail();

        assertThat(written(MailMessages.openMimeMessage(mail))).isEqualTo(written(MailMessages.toMimeMessage(mail)));
    }

    /** As Jakarta Mail sees it: the parts, one after another. */
    private static String written(MimeMessage mime) throws IOException {
        StringBuilder all = new StringBuilder();
        try {
            write(mime, all);
        } catch (MessagingException | IOException e) {
            all.append(e);
        }
        return all.toString();
    }

    private static void write(Part part, StringBuilder to) throws MessagingException, IOException {
        Collections.list(part.getAllHeaders()).forEach(header -> to.append(header.getName())
                .append(": ")
                .append(header.getValue())
                .append('\n'));
        if (part.getDataHandler().getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                write(parts.getBodyPart(i), to);
            }
        } else {
            to.append(new String(part.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .append('\n');
        }
    }

    @Test
    void whatIsReadLaterFailsWhenTheContentIsGone() throws Exception {
        byte[] content = CONTENT.getBytes(StandardCharsets.US_ASCII);
        AtomicBoolean gone = new AtomicBoolean();
        SharedContent shared = new SharedContent(new Octets(
                () -> {
                    if (gone.get()) {
                        throw new IOException("The message is valid during the listener's call only");
                    }
                    return new ByteArrayInputStream(content);
                },
                0,
                content.length));
        InputStream body = shared.newStream(CONTENT.indexOf("Hello"), -1);
        gone.set(true);

        assertThatIOException().isThrownBy(body::read);
        gone.set(false);
        assertThat(body.readAllBytes()).asString().isEqualTo("Hello, bean.\r\n");
    }

    @Test
    void whatTheAdapterHasAddedToASubmissionIsRead() throws Exception {
        String trace =
                "Received: by here\r\nDate: Fri, 2 Jan 2026 03:04:05 +0000\r\nMessage-ID: <c-1@mx.example.org>\r\n";
        TestMail without =
                TestMail.of(CONTENT.getBytes(StandardCharsets.US_ASCII)).withTrace(trace);
        TestMail with = TestMail.of(("Date: nonsense\r\nMessage-ID: <own@example.org>\r\n" + CONTENT)
                        .getBytes(StandardCharsets.US_ASCII))
                .withTrace(trace);

        assertThat(MailMessages.content(without).messageId()).contains("<c-1@mx.example.org>");
        assertThat(MailMessages.content(without).date()).contains(OffsetDateTime.parse("2026-01-02T03:04:05Z"));
        assertThat(MailMessages.content(without).headers())
                .extracting(HeaderField::name)
                .containsExactly("Subject");
        assertThat(MailMessages.content(with).messageId()).contains("<own@example.org>");
        assertThat(MailMessages.content(with).date()).isEmpty();
    }

    @Test
    void anEmptyMessageIsAMessageToo() throws Exception {
        assertThat(MailMessages.toMimeMessage(TestMail.of(new byte[0])).getSubject())
                .isNull();
    }
}
