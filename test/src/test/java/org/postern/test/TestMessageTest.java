package org.postern.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.mime.MailContent;
import org.postern.mime.MailMessages;

/** What a test says of a message is what code that reads it finds. */
class TestMessageTest {
    private static final TestMessage MAIL = TestMessage.from("ann@example.org").to("orders+7@shop.example.com");

    @Test
    void aMessageIsReadAsItWasWritten() throws Exception {
        TestMessage message = MAIL.subject("Gr\u00fc\u00dfe aus \u6771\u4eac")
                .text("two, please\n\u00e4\n")
                .html("<p>two, <b>please</b></p>")
                .attach("b\u00fcro.pdf", "application/pdf", new byte[] {0, 1, 2, (byte) 255})
                .header("X-Kind", "order")
                .header("X-Kind", "again");

        MailContent content = MailMessages.content(message);

        assertThat(content.subject()).isEqualTo("Gr\u00fc\u00dfe aus \u6771\u4eac");
        assertThat(content.text().orElseThrow()).isEqualToNormalizingNewlines("two, please\n\u00e4\n");
        assertThat(content.html().orElseThrow()).contains("<b>please</b>");
        assertThat(content.attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.name()).hasValue("b\u00fcro.pdf");
            assertThat(attachment.openStream().readAllBytes()).containsExactly(0, 1, 2, 255);
        });
        assertThat(message.headers().all("X-Kind")).containsExactly("order", "again");
        assertThat(message.headers().first("From")).hasValue("ann@example.org");
        assertThat(message.headers().first("To")).hasValue("orders+7@shop.example.com");
    }

    @Test
    void aFieldOfTheTestReplacesTheUsualOne() throws Exception {
        TestMessage message = MAIL.header("To", "undisclosed-recipients:;").header("Date", "yesterday");

        assertThat(message.headers().all("To")).containsExactly("undisclosed-recipients:;");
        assertThat(message.headers().all("Date")).containsExactly("yesterday");
    }

    @Test
    void theEnvelopeIsWhatTheTestSays() {
        TestMessage report = MAIL.withNullReversePath().parameter("ENVID", "x").takenFor("orders+*@shop.example.com");

        assertThat(report.envelope().reversePath()).isEmpty();
        assertThat(report.envelope().parameters()).containsEntry("ENVID", "x");
        assertThat(report.envelope().recipients().get(0).detail()).hasValue("7");
        assertThat(MAIL.envelope().reversePath()).hasValue("ann@example.org");
        assertThat(MAIL.envelope().recipients().get(0).detail()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(MAIL::to);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MAIL.takenFor("orders@"))
                .withMessage("\"orders@\" is no pattern of mailboxes");
    }

    @Test
    void theSessionIsWhatTheTestSays() {
        TestMessage message =
                MAIL.peer("192.0.2.9").helo("mx.example.net").user("ann").to("b\u00fcro@example.com");

        assertThat(message.session().peer().getAddress().getHostAddress()).isEqualTo("192.0.2.9");
        assertThat(message.session().heloName()).isEqualTo("mx.example.net");
        assertThat(message.session().authenticatedUser()).hasValue("ann");
        assertThat(message.session().protocol()).isEqualTo("UTF8SMTPSA");
        assertThat(message.session().tls().orElseThrow().serverNameIndication()).isEmpty();
        assertThat(MAIL.tls("mx.example.com").session().tls().orElseThrow().serverNameIndication())
                .hasValue("mx.example.com");
        assertThat(message.traceFields()).startsWith("Return-Path: <ann@example.org>\r\nReceived: from mx.example.net");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MAIL.peer("mx.example.net").session())
                .withMessage("\"mx.example.net\" is no IP address");
    }

    /** Otherwise the conversation would be another one than the test means, and what it hears the reply to another command. */
    @Test
    void aMistakeOfTheTestIsNotSent() {
        for (ThrowingCallable mistake : List.<ThrowingCallable>of(
                () -> MAIL.sentBy("a@example.org>\r\nRSET\r\nMAIL FROM:<b@example.org"),
                () -> MAIL.to("a@example.org>\r\nRCPT TO:<b@example.org"),
                () -> MAIL.to("<a@example.org>"),
                () -> MAIL.to(""),
                () -> MAIL.parameter("ENVID", "x\r\nRSET"),
                () -> MAIL.parameter("RET=FULL", ""),
                () -> MAIL.helo("a\r\nQUIT"),
                () -> MAIL.subject("a\r\nX-More: b"),
                () -> MAIL.header("X-A\r\nX-B", "c"),
                () -> MAIL.header("", "c"),
                () -> MAIL.header("X Y", "c"),
                () -> MAIL.attach("a\nb", "text/plain", new byte[0]))) {
            assertThatIllegalArgumentException().isThrownBy(mistake);
        }
    }

    @Test
    void theLastSubjectCountsAndTextsHaveTheLineEndsOfMail() throws Exception {
        TestMessage message = MAIL.subject("a")
                .text("one\ntwo")
                .attach("a.csv", "text/csv", "1\n2".getBytes(StandardCharsets.US_ASCII))
                .subject("b");

        assertThat(message.headers().all("Subject")).containsExactly("b");
        assertThat(new String(message.octets(), StandardCharsets.ISO_8859_1).replace("\r\n", ""))
                .doesNotContain("\n", "\r");
        assertThat(MailMessages.content(message)
                        .attachments()
                        .get(0)
                        .openStream()
                        .readAllBytes())
                .isEqualTo("1\n2".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theSameTestSendsTheSameOctets() throws Exception {
        assertThat(MAIL.text("x").octets()).isEqualTo(MAIL.text("x").octets());
        assertThat(MAIL.text("x").deliveryKey()).isEqualTo(MAIL.text("x").deliveryKey());
        assertThat(MAIL.text("x").deliveryKey()).isNotEqualTo(MAIL.text("y").deliveryKey());
    }

    @Test
    void aMessageOfPartsMessageHasTheSameOctetsEachTime() {
        TestMessage message = MAIL.text("x").attach("a.txt", "text/plain", new byte[] {65});

        assertThat(message.octets()).isEqualTo(message.octets());
        assertThat(message.size()).isEqualTo(message.octets().length);
    }

    @Test
    void aFileIsReadWithTheLineEndsOfMail(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a.eml"), "Subject: x\n\nhello\n");

        assertThat(TestMessage.eml(file).octets())
                .isEqualTo("Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(TestMessage.eml(file).header("X-More", "1").headers().all("X-More"))
                .containsExactly("1");
        assertThatIllegalStateException().isThrownBy(() -> TestMessage.eml(file).text("x"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eachSampleHasContent(String name) throws Exception {
        assertThat(MailMessages.content(TestMessage.sample(name))).isNotNull();
        assertThat(TestMessage.sample(name).size()).isPositive();
    }

    static List<String> samples() {
        return TestMessage.samples();
    }

    /** The list is a resource, as a jar has no directories to look into. */
    @Test
    void theListOfSamplesIsThatOfTheFiles() throws Exception {
        Path files = Path.of("..", "content", "src", "test", "resources", "org", "postern", "mime", "corpus");
        try (var all = Files.list(files)) {
            assertThat(all.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".eml"))
                            .map(name -> name.replace(".eml", "")))
                    .containsExactlyInAnyOrderElementsOf(TestMessage.samples());
        }
        assertThatIllegalArgumentException().isThrownBy(() -> TestMessage.sample("none"));
    }
}
