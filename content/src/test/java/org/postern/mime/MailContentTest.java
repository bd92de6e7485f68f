package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.mime.DeliveryStatus.Action;

class MailContentTest {
    private static final String INVOICE = """
            From: =?UTF-8?Q?J=C3=BCrgen?= <j@example.org>
            To: a@example.com, "B, C" <b@example.com>
            Cc: c@example.com
            Subject: =?ISO-8859-1?Q?Rechnung_f=FCr_Mai?=
            Message-ID: <1@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=ISO-8859-1
            Content-Transfer-Encoding: quoted-printable

            Gr=FC=DFe
            --inner
            Content-Type: text/html; charset=utf-8

            <b>Hi</b><img src="cid:logo">
            --inner--
            --outer
            Content-Type: image/png
            Content-ID: <logo>
            Content-Transfer-Encoding: base64

            iVBORw==
            --outer
            Content-Type: text/plain; charset=us-ascii
            Content-Disposition: attachment; filename*=UTF-8''%C3%BCbersicht.txt

            not the text
            --outer--
            """;

    private static final String BOUNCE = """
            From: MAILER-DAEMON@mail.example.org
            Subject: Undelivered
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            Sorry.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.example.org
            Original-Envelope-Id: QQ314159

            Final-Recipient: rfc822; a@example.com
            Original-Recipient: rfc822;A@example.com
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1
             No such mailbox

            Final-Recipient: rfc822; b@example.com
            Action: delayed (for now)
            Status: 4.4.1 (timeout)
            --b
            Content-Type: message/rfc822

            Subject: the first one

            Hello
            --b--
            """;

    @Test
    void textsAttachmentsAndDecodedFieldsAreFound() throws Exception {
        MailContent content = content(INVOICE);

        assertThat(content.subject()).isEqualTo("Rechnung f\u00fcr Mai");
        assertThat(content.from()).singleElement().satisfies(from -> {
            assertThat(from.getAddress()).isEqualTo("j@example.org");
            assertThat(from.getPersonal()).isEqualTo("J\u00fcrgen");
        });
        assertThat(content.to())
                .extracting(address -> address.getAddress())
                .containsExactly("a@example.com", "b@example.com");
        assertThat(content.cc()).hasSize(1);
        assertThat(content.messageId()).contains("<1@example.org>");
        assertThat(content.text()).contains("Gr\u00fc\u00dfe");
        assertThat(content.html()).contains("<b>Hi</b><img src=\"cid:logo\">");
        assertThat(content.automatic()).isFalse();
        assertThat(content.deliveryStatus()).isEmpty();
        assertThat(content.attachments()).hasSize(2);
        Attachment logo = content.attachments().get(0);
        assertThat(logo.type()).isEqualTo("image/png");
        assertThat(logo.contentId()).contains("logo");
        assertThat(logo.name()).isEmpty();
        assertThat(logo.openStream().readAllBytes()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(logo.openStream().readAllBytes()).hasSize(4);
        assertThat(content.attachments().get(1).name()).contains("\u00fcbersicht.txt");
    }

    @Test
    void aReportTellsWhatHasBecomeOfEachRecipient() throws Exception {
        MailContent content = content(BOUNCE);

        assertThat(content.text()).contains("Sorry.");
        assertThat(content.automatic()).isTrue();
        assertThat(content.attachments()).extracting(Attachment::type).contains("message/rfc822");
        DeliveryStatus status = content.deliveryStatus().orElseThrow();
        assertThat(status.reportingMta()).contains("mail.example.org");
        assertThat(status.originalEnvelopeId()).contains("QQ314159");
        assertThat(status.recipients()).hasSize(2);
        DeliveryStatus.Recipient failed = status.recipients().get(0);
        assertThat(failed.finalRecipient()).isEqualTo("a@example.com");
        assertThat(failed.originalRecipient()).contains("A@example.com");
        assertThat(failed.action()).isEqualTo(Action.FAILED);
        assertThat(failed.status()).contains("5.1.1");
        assertThat(failed.diagnosticCode()).contains("550 5.1.1 No such mailbox");
        DeliveryStatus.Recipient delayed = status.recipients().get(1);
        assertThat(delayed.action()).isEqualTo(Action.DELAYED);
        assertThat(delayed.status()).contains("4.4.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "Auto-Submitted: auto-generated; x=y",
                "Precedence: bulk",
                "Precedence: LIST",
                "List-Id: <news.example.org>",
                "X-Autoreply: yes"
            })
    void whatAMachineHasSentIsAutomatic(String field) throws Exception {
        assertThat(content(field + "\n\nx\n").automatic()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: no", "Precedence: first-class", "Subject: x"})
    void whatAPersonHasSentIsNot(String field) throws Exception {
        assertThat(content(field + "\n\nx\n").automatic()).isFalse();
    }

    @Test
    void whatHasNoReversePathIsAutomatic() throws Exception {
        assertThat(MailMessages.content(TestMail.withoutSender("Subject: x\r\n\r\nx\r\n"))
                        .automatic())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no header at all",
                "Content-Type: nonsense\n\nx",
                "Content-Type: text/plain; charset=klingon\n\nx",
                "Content-Type: multipart/mixed\n\nno boundary",
                "Content-Type: multipart/mixed; boundary=b\n\nno parts",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
                "Content-Transfer-Encoding: base64\n\n!!!",
                "Content-Transfer-Encoding: unheard-of\n\nx",
                "From: <<>>\nTo: ,,@,;\nSubject: =?x?y?z?=\n\nx",
                "Content-Type: message/delivery-status\n\n\n\n\n: x\nfoo",
                "Content-Type: text/plain; name*0*=%%%\nContent-Disposition: ;;;\n\nx"
            })
    void whateverIsSentHasAResult(String message) throws Exception {
        MailContent content = content(message);

        for (Attachment attachment : content.attachments()) {
            assertThat(attachment.type()).isNotEmpty();
        }
        assertThat(content.toString()).isNotEmpty();
    }

    @Test
    void textWithAnUnknownCharsetIsReadAllTheSame() throws Exception {
        assertThat(content("Content-Type: text/plain; charset=klingon\n\nHello").text())
                .contains("Hello");
    }

    @Test
    void headersMayBeUtf8() throws Exception {
        byte[] octets = "Subject: Gr\u00fc\u00dfe\r\n\r\nx".getBytes(StandardCharsets.UTF_8);

        assertThat(MailMessages.content(TestMail.of(octets)).subject()).isEqualTo("Gr\u00fc\u00dfe");
    }

    @Test
    void partsInPartsHaveAnEnd() throws Exception {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append("\n");
        }

        assertThat(content(message.toString()).attachments()).isNotEmpty();
    }

    @Test
    void manyPartsHaveAnEnd() throws Exception {
        String message = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(5_000) + "--b--\n";

        assertThat(content(message).attachments()).hasSizeBetween(500, 1_000);
    }

    @Test
    void damagedMessagesHaveAResult() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            byte[] octets =
                    (i % 2 == 0 ? INVOICE : BOUNCE).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(20); j >= 0; j--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            assertThat(MailMessages.content(TestMail.of(octets))).isNotNull();
        }
    }

    private static MailContent content(String lines) throws Exception {
        return MailMessages.content(TestMail.of(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }
}
