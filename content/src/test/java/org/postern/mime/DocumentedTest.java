package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.api.MailMessage;

/** The examples of docs/from-a-mail-to-data.md. Each line of them stands in this file, and is run here. */
class DocumentedTest {
    private static final Path PAGE = Path.of("..", "docs", "from-a-mail-to-data.md");
    private static final Path THIS = Path.of("src", "test", "java", "org", "postern", "mime", "DocumentedTest.java");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");

    private static final MailMessage MAIL = mail("""
            From: =?utf-8?Q?J=C3=B6rg?= <j@example.org>
            Reply-To: desk@example.org
            Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
            Date: Thu, 26 Nov 2026 12:00:00 +0100
            Message-ID: <2@example.org>
            In-Reply-To: <1@example.org>
            References: <0@example.org> <1@example.org>
            X-Priority: 1
            Auto-Submitted: auto-generated
            Content-Type: multipart/mixed; boundary=b

            --b

            Hello
            --b
            Content-Type: text/html

            <img src="cid:logo">
            --b
            Content-Type: image/png; name=logo.png
            Content-ID: <logo>

            PNG
            --b
            Content-Type: text/calendar

            BEGIN:VCALENDAR
            --b--
            """);

    private static final MailMessage REPORT = mail("""
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; a@example.net
            Action: failed
            Status: 5.1.1
            --b
            Content-Type: message/rfc822

            Message-ID: <1@shop.example.com>

            Hello
            --b--
            """);

    @Test
    void eachLineOfThePageStandsHere() throws Exception {
        List<String> here = code(Files.readString(THIS));
        List<String> missing = EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .flatMap(example -> code(example.group(1)).stream())
                .filter(line -> !here.contains(line))
                .toList();

        assertThat(missing).isEmpty();
    }

    /** Statements without comments and without the way that they are broken into lines. */
    private static List<String> code(String text) {
        String line = text.replaceAll("//[^\n]*", "").replaceAll("\\s+", "");
        return List.of(line.split("(?<=[;{}])", -1));
    }

    @Test
    void whatItSays() throws Exception {
        MailMessage message = MAIL;
        MailContent content = MailMessages.content(message);

        String subject = content.subject();
        String writer = content.from().get(0).getAddress();
        String name = content.from().get(0).getPersonal();
        String body = content.text().orElse("");
        String page = content.html().orElse("");
        OffsetDateTime written = content.date().orElseThrow();

        assertThat(List.of(subject, writer, name)).containsExactly("Gr\u00fc\u00dfe", "j@example.org", "J\u00f6rg");
        assertThat(body).isEqualTo("Hello");
        assertThat(page).startsWith("<img");
        assertThat(written).isEqualTo("2026-11-26T12:00:00+01:00");
    }

    @Test
    void itsAttachments(@TempDir Path store) throws Exception {
        MailContent content = MailMessages.content(MAIL);

        for (Attachment attachment : content.attachments()) {
            String type = attachment.type();
            String file = attachment.name().orElse("unnamed");
            try (InputStream octets = attachment.openStream()) {
                Files.copy(octets, store.resolve(key(type, file)));
            }
        }

        String shown = content.html().orElse("");
        for (Attachment image : content.inlineImages()) {
            shown = shown.replace(
                    "cid:" + image.contentId().orElseThrow(),
                    "/images/" + image.contentId().orElseThrow());
        }

        assertThat(store.resolve("image-png-logo-png")).hasContent("PNG");
        assertThat(shown).isEqualTo("<img src=\"/images/logo\">");
    }

    private static String key(String type, String file) {
        return (type + "-" + file).replaceAll("[^a-z]+", "-");
    }

    @Test
    void whatItAnswers() throws Exception {
        MailContent content = MailMessages.content(MAIL);

        Optional<String> id = content.messageId();
        List<String> parents = content.inReplyTo();
        List<String> thread = content.references();
        List<InternetAddress> answerTo = content.replyTo().isEmpty() ? content.from() : content.replyTo();
        Optional<String> priority = content.header("X-Priority");

        assertThat(id).contains("<2@example.org>");
        assertThat(parents).containsExactly("<1@example.org>");
        assertThat(thread).containsExactly("<0@example.org>", "<1@example.org>");
        assertThat(answerTo).hasToString("[desk@example.org]");
        assertThat(priority).contains("1");
    }

    @Test
    void whetherAPersonWroteIt() throws Exception {
        assertThat(answer(MailMessages.content(MAIL))).isEqualTo("no answer: AUTO_SUBMITTED");
        assertThat(answer(MailMessages.content(mail("Subject: s\n\nx")))).isEqualTo("Dear customer");
    }

    private static String answer(MailContent content) {
        if (content.automatic()) {
            AutomaticReason reason = content.automaticReason().orElseThrow();
            return "no answer: " + reason;
        }
        return "Dear customer";
    }

    @Test
    void whatBecameOfAMailOfOurs() throws Exception {
        List<String> failed = new ArrayList<>();
        MailContent content = MailMessages.content(REPORT);

        DeliveryStatus report = content.deliveryStatus().orElseThrow();
        for (DeliveryStatus.Recipient recipient : report.recipients()) {
            if (recipient.action() == DeliveryStatus.Action.FAILED) {
                failed.add(recipient.finalRecipient() + " " + recipient.status().orElse("?"));
            }
        }
        Optional<String> ours = report.originalHeader("Message-ID");

        assertThat(failed).containsExactly("a@example.net 5.1.1");
        assertThat(ours).contains("<1@shop.example.com>");
    }

    @Test
    void anInvitation() throws Exception {
        MailContent content = MailMessages.content(MAIL);

        String calendar = content.calendars().get(0);

        assertThat(calendar).isEqualTo("BEGIN:VCALENDAR");
    }

    @Test
    void limits() throws Exception {
        MailMessage message = MAIL;

        ContentLimits limits = ContentLimits.defaults().withParts(100).withTextOctets(1 << 20);
        MailContent content = MailMessages.content(message, limits);
        boolean cut = content.beyondLimits();

        assertThat(cut).isFalse();
    }

    @Test
    void anAnswer() throws Exception {
        MailContent content = MailMessages.content(MAIL);
        List<String> sent = List.of("<0@example.org>", "<1@example.org>");

        String text = ReplyText.of(content);
        MailThread thread = MailThread.of(content);
        Optional<String> answered =
                thread.ancestors().stream().filter(sent::contains).findFirst();

        assertThat(text).isEqualTo("Hello\n");
        assertThat(answered).contains("<1@example.org>");
    }

    @Test
    void whomABounceIsAbout() {
        byte[] key = new byte[16];

        Verp bounces = Verp.signed("bounces@shop.example.com", key);
        String returnPath = bounces.encode("user@example.org");
        Optional<String> about = bounces.decode(returnPath); // the recipient of the envelope of what comes back

        assertThat(about).contains("user@example.org");
    }

    @Test
    void reportsOfEveryAge() throws Exception {
        MailContent content = MailMessages.content(REPORT);

        Optional<DeliveryStatus> report = content.deliveryStatus().or(() -> OldReport.of(content));

        assertThat(report).isPresent();
    }

    @Test
    void winmail() throws Exception {
        MailContent content = MailMessages.content(MAIL);

        MailContent opened = Winmail.open(content);

        assertThat(opened).isSameAs(content);
    }

    private static MailMessage mail(String lines) {
        return TestMail.of(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
