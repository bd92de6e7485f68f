package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.mime.DeliveryStatus.Recipient;

/** Reports as mail servers of different makers write them, each with what it says. */
class ReportsTest {
    private static final String ORIGINAL =
            "Message-ID: <order-1@shop.example.com>\nFrom: shop@shop.example.com\nSubject: Order 1\n";

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of(
                        "Postfix",
                        "multipart/report; report-type=delivery-status; boundary=\"b\"",
                        """
                        Reporting-MTA: dns; mx.example.net
                        Original-Envelope-Id: QQ314159
                        X-Postfix-Queue-ID: 9D95A18A030
                        X-Postfix-Sender: rfc822; bounces@shop.example.com
                        Arrival-Date: Mon,  2 Mar 2026 10:00:00 +0000 (UTC)

                        Final-Recipient: rfc822; user@example.org
                        Original-Recipient: rfc822;sales+2B1@example.org
                        Action: failed
                        Status: 5.1.1
                        Remote-MTA: dns; mx.example.org
                        Diagnostic-Code: smtp; 550 5.1.1 <user@example.org>: Recipient address
                            rejected: User unknown
                        """,
                        "mx.example.net QQ314159",
                        "sales+1@example.org > user@example.org FAILED 5.1.1 mx.example.org | 550 5.1.1 <user@example.org>: Recipient address rejected: User unknown"),
                Arguments.of(
                        "Postfix, a warning",
                        "multipart/report; report-type=delivery-status; boundary=\"b\"",
                        """
                        Reporting-MTA: dns; mx.example.net

                        Final-Recipient: rfc822; user@example.org
                        Original-Recipient: rfc822;user@example.org
                        Action: delayed
                        Status: 4.4.1
                        Diagnostic-Code: X-Postfix; connect to mx.example.org[192.0.2.1]:25: Connection timed out
                        Will-Retry-Until: Sat,  7 Mar 2026 10:00:00 +0000 (UTC)
                        """,
                        "mx.example.net ",
                        "user@example.org > user@example.org DELAYED 4.4.1 | connect to mx.example.org[192.0.2.1]:25: Connection timed out"),
                Arguments.of(
                        "Exim",
                        "multipart/report; report-type=delivery-status; boundary=b",
                        """
                        Reporting-MTA: dns; mx.example.net

                        Action: failed
                        Final-Recipient: rfc822;user@example.org
                        Status: 5.0.0
                        Remote-MTA: dns; mx.example.org
                        Diagnostic-Code: smtp; 550-5.1.1 no such
                         550 5.1.1 user
                        """,
                        "mx.example.net ",
                        " > user@example.org FAILED 5.0.0 mx.example.org | 550-5.1.1 no such 550 5.1.1 user"),
                Arguments.of(
                        "Exchange",
                        "multipart/report; report-type=delivery-status;\n\tboundary=\"b\"",
                        """
                        Reporting-MTA: dns;EX01.example.net
                        Received-From-MTA: dns;shop.example.com
                        Arrival-Date: Mon, 2 Mar 2026 10:00:00 +0000

                        Original-Recipient: rfc822;user@example.org
                        Final-Recipient: rfc822;user@example.org
                        Action: failed
                        Status: 5.1.10
                        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
                        X-Display-Name: =?utf-8?B?SsO2cmc=?=
                        """,
                        "EX01.example.net ",
                        "user@example.org > user@example.org FAILED 5.1.10 | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
                Arguments.of(
                        "Gmail",
                        "multipart/report; boundary=\"b\"; report-type=delivery-status",
                        """
                        Reporting-MTA: dns; googlemail.com
                        Arrival-Date: Mon, 02 Mar 2026 02:00:00 -0800 (PST)
                        X-Original-Message-ID: <order-1@shop.example.com>

                        Final-Recipient: rfc822; user@example.org
                        Action: failed
                        Status: 5.1.1
                        Remote-MTA: dns; mx.example.org. (192.0.2.1, the server for the domain example.org.)
                        Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
                         550-5.1.1 Please try
                         550 5.1.1 again 2002:a05:6000.1
                        Last-Attempt-Date: Mon, 02 Mar 2026 02:00:01 -0800 (PST)
                        """,
                        "googlemail.com ",
                        " > user@example.org FAILED 5.1.1 mx.example.org. | 550-5.1.1 The email account that you tried to reach does not exist. 550-5.1.1 Please try 550 5.1.1 again 2002:a05:6000.1"),
                Arguments.of(
                        "Domino",
                        "multipart/report; report-type=delivery-status; boundary=\"b\"",
                        """
                        Reporting-MTA: dns;domino.example.net

                        Final-Recipient: rfc822;user@example.org
                        Action: failed
                        Status: 5.1.1
                        Diagnostic-Code: X-Notes; User user (user@example.org) not listed in Domino Directory
                        """,
                        "domino.example.net ",
                        " > user@example.org FAILED 5.1.1 | User user (user@example.org) not listed in Domino Directory"),
                Arguments.of(
                        "Sendmail",
                        "multipart/report; report-type=delivery-status;\n\tboundary=\"b\"",
                        """
                        Reporting-MTA: dns; mx.example.net
                        Received-From-MTA: DNS; shop.example.com
                        Arrival-Date: Mon, 2 Mar 2026 10:00:00 GMT

                        Final-Recipient: RFC822; <user@example.org>
                        Action: failed
                        Status: 5.1.1 (unknown user)
                        Remote-MTA: DNS; mx.example.org
                        Diagnostic-Code: SMTP; 550 5.1.1 <user@example.org>... User unknown
                        Last-Attempt-Date: Mon, 2 Mar 2026 10:00:01 GMT
                        """,
                        "mx.example.net ",
                        " > user@example.org FAILED 5.1.1 mx.example.org | 550 5.1.1 <user@example.org>... User unknown"),
                Arguments.of(
                        "Courier",
                        "multipart/report; report-type=delivery-status;\n boundary=\"b\"",
                        """
                        Reporting-MTA: dns; mx.example.net
                        Arrival-Date: Mon, 02 Mar 2026 10:00:00 +0000
                        Received-From-MTA: dns; shop.example.com (shop.example.com [192.0.2.7])

                        Final-Recipient: rfc822; user@example.org
                        Action: failed
                        Status: 5.0.0
                        Remote-MTA: dns; mx.example.org [192.0.2.1]
                        Diagnostic-Code: smtp; 550 User unknown.
                        """,
                        "mx.example.net ",
                        " > user@example.org FAILED 5.0.0 mx.example.org [192.0.2.1] | 550 User unknown."),
                Arguments.of(
                        "OpenSMTPD",
                        "multipart/report;report-type=delivery-status;boundary=\"b\"",
                        """
                        Reporting-MTA: dns; mx.example.net

                        Final-Recipient: rfc822; user@example.org
                        Action: failed
                        Status: 5.1.1
                        """,
                        "mx.example.net ",
                        " > user@example.org FAILED 5.1.1"),
                Arguments.of(
                        "qmail with a patch",
                        "multipart/report; report-type=delivery-status; boundary=\"b\"",
                        """
                        Reporting-MTA: dns; mx.example.net

                        Original-Recipient: rfc822;user@example.org
                        Final-Recipient: rfc822;user@example.org
                        Action: failed
                        Status: 5.1.1
                        Diagnostic-Code: smtp; Sorry, no mailbox here by that name. (#5.1.1)
                        """,
                        "mx.example.net ",
                        "user@example.org > user@example.org FAILED 5.1.1 | Sorry, no mailbox here by that name. (#5.1.1)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void aReportSaysTheSameInWhateverServersWords(
            String server, String type, String status, String ofMessage, String ofRecipient) throws Exception {
        for (String returned : List.of("message/rfc822", "text/rfc822-headers")) {
            MailContent content = report(type, "message/delivery-status", status, returned);

            DeliveryStatus report = content.deliveryStatus().orElseThrow();
            assertThat(report.reportingMta().orElse("") + " "
                            + report.originalEnvelopeId().orElse(""))
                    .isEqualTo(ofMessage);
            assertThat(report.recipients()).extracting(ReportsTest::row).containsExactly(ofRecipient);
            MailContent original =
                    content.originalMessage().orElseThrow().message().orElseThrow();
            assertThat(original.messageId()).contains("<order-1@shop.example.com>");
            assertThat(original.subject()).isEqualTo("Order 1");
            assertThat(report.originalHeader("message-id")).contains("<order-1@shop.example.com>");
            assertThat(report.originalHeaders())
                    .extracting(HeaderField::value)
                    .containsExactlyElementsOf(
                            original.headers().stream().map(HeaderField::value).toList());
            assertThat(OldReport.of(content)).isEmpty();
            assertThat(DispositionNotification.of(content)).isEmpty();
            assertThat(FeedbackReport.of(content)).isEmpty();
        }
    }

    @Test
    void theHeaderOfTheMessageIsDecodedAlsoWhereItCameEncoded() throws Exception {
        DeliveryStatus report = MailMessages.content(
                        TestMail.of("""
                Content-Type: multipart/report; boundary=b

                --b
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; a@example.org
                --b
                Content-Type: text/rfc822-headers
                Content-Transfer-Encoding: base64

                U3ViamVjdDoKU3ViamVjdDogPT91dGYtOD9RP09yZGVyXz1FMj04Mj1BQz89CgpTdWJqZWN0OiBubyBmaWVsZAo=
                --b--
                """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII)))
                .deliveryStatus()
                .orElseThrow();

        assertThat(report.originalHeader("Subject")).contains("Order \u20ac");
        assertThat(report.originalHeaders()).hasSize(2);
        assertThat(report.originalHeader("Message-ID")).isEmpty();
    }

    @Test
    void withoutTheMessageThereIsNothingOfItsHeader() throws Exception {
        DeliveryStatus report = MailMessages.content(TestMail.of(
                        "Subject: t\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; a@example.org\r\n"
                                .getBytes(StandardCharsets.US_ASCII)))
                .deliveryStatus()
                .orElseThrow();

        assertThat(report.originalHeaders()).isEmpty();
        assertThat(report.originalHeader("Subject")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a+2Bb@x.example, a+b@x.example",
        "a+3Db@x.example, a=b@x.example",
        "a+2Bb+20c@x.example, a+b c@x.example",
        "a+41b@x.example, a+41b@x.example",
        "a+2Bb+c@x.example, a+2Bb+c@x.example",
        "a+b@x.example, a+b@x.example",
        "a+2bb@x.example, a+2bb@x.example"
    })
    void anOriginalRecipientIsDecodedWhereItCanBeNothingElseThanXtext(String told, String address) throws Exception {
        MailContent content = report(
                "multipart/report; report-type=delivery-status; boundary=b",
                "message/delivery-status",
                "Reporting-MTA: dns; x\n\nOriginal-Recipient: rfc822;" + told
                        + "\nFinal-Recipient: rfc822; other@y.example\nAction: failed\nStatus: 5.0.0\n",
                "message/rfc822");

        assertThat(content.deliveryStatus().orElseThrow().recipients().get(0).originalRecipient())
                .contains(address);
    }

    @Test
    void aReadReceiptSaysWhatWasDoneWithWhichMessage() throws Exception {
        MailContent content = report(
                "multipart/report; report-type=disposition-notification; boundary=\"b\"",
                "message/disposition-notification",
                """
                Reporting-UA: pc.example.org; Some Mailer 1.0
                Original-Recipient: rfc822;sales@example.org
                Final-Recipient: rfc822;<user@example.org>
                Original-Message-ID: <order-1@shop.example.com>
                Disposition: manual-action/MDN-sent-manually; displayed
                """,
                "text/rfc822-headers");

        DispositionNotification receipt = DispositionNotification.of(content).orElseThrow();
        assertThat(receipt.finalRecipient()).contains("user@example.org");
        assertThat(receipt.originalRecipient()).contains("sales@example.org");
        assertThat(receipt.originalMessageId()).contains("<order-1@shop.example.com>");
        assertThat(receipt.disposition()).contains("displayed");
        assertThat(receipt.manual()).isTrue();
        assertThat(content.deliveryStatus()).isEmpty();
        assertThat(content.automaticReason()).contains(AutomaticReason.REPORT);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "manual-action/MDN-sent-manually (a; b); Displayed | true | displayed",
                "Manual-Action ; deleted/error | true | deleted",
                "manually; displayed | false | displayed",
                "automatic-action/MDN-sent-automatically; dispatched,error | false | dispatched",
                "automatic-action; processed failed | false | processed",
                "manual-action | true | ''",
                "manual-action; | true | ''",
                "manual-action; /error | true | ''"
            },
            delimiter = '|')
    void whatWasDoneIsReadHoweverItIsWritten(String told, boolean manual, String disposition) throws Exception {
        DispositionNotification receipt = DispositionNotification.of(report(
                        "multipart/report; boundary=b",
                        "message/disposition-notification",
                        "Final-Recipient: rfc822;\n <user@example.org> (the\n user)\nOriginal-Message-ID:  <1@x>\n  <2@x>\n"
                                + "Disposition: " + told + "\n",
                        "message/rfc822"))
                .orElseThrow();

        assertThat(receipt.manual()).isEqualTo(manual);
        assertThat(receipt.disposition().orElse("")).isEqualTo(disposition);
        assertThat(receipt.disposition().isEmpty()).isEqualTo(disposition.isEmpty());
        assertThat(receipt.finalRecipient()).contains("user@example.org");
        assertThat(receipt.originalMessageId()).contains("<1@x> <2@x>");
    }

    @Test
    void aReceiptOfAProgramIsNotOfAPerson() throws Exception {
        MailContent content = report(
                "multipart/report; report-type=disposition-notification; boundary=\"b\"",
                "message/disposition-notification",
                "Final-Recipient: rfc822;user@example.org\nDisposition: automatic-action/MDN-sent-automatically;\n deleted/error\n",
                "message/rfc822");

        DispositionNotification receipt = DispositionNotification.of(content).orElseThrow();
        assertThat(receipt.disposition()).contains("deleted");
        assertThat(receipt.manual()).isFalse();
        assertThat(receipt.originalMessageId()).isEmpty();
    }

    @Test
    void aComplaintSaysAboutWhichMessage() throws Exception {
        MailContent content = report(
                "multipart/report; report-type=feedback-report; boundary=\"b\"",
                "message/feedback-report",
                """
                Feedback-Type: Abuse
                User-Agent: Example-Loop/1.0
                Version: 1
                Original-Mail-From: <bounces+user=example.org@shop.example.com>
                Original-Rcpt-To: <user@example.org>
                Arrival-Date: Mon, 2 Mar 2026 10:00:00 GMT
                Source-IP: 192.0.2.1
                Reported-Domain: Shop.example.com
                """,
                "message/rfc822");

        FeedbackReport complaint = FeedbackReport.of(content).orElseThrow();
        assertThat(complaint.type()).contains("abuse");
        assertThat(complaint.originalMailFrom().flatMap(Verp.plain("bounces@shop.example.com")::decode))
                .contains("user@example.org");
        assertThat(complaint.originalRecipient()).contains("user@example.org");
        assertThat(complaint.sourceIp()).contains("192.0.2.1");
        assertThat(complaint.reportedDomain()).contains("shop.example.com");
        assertThat(content.originalMessage()
                        .orElseThrow()
                        .message()
                        .orElseThrow()
                        .subject())
                .isEqualTo("Order 1");
        assertThat(content.automatic()).isTrue();
    }

    private static MailContent report(String type, String partType, String fields, String returned) throws Exception {
        String message = """
                From: MAILER-DAEMON@mx.example.net
                To: bounces@shop.example.com
                Subject: Report
                MIME-Version: 1.0
                Content-Type: %s

                --b
                Content-Type: text/plain; charset=utf-8

                For people.

                --b
                Content-Type: %s

                %s
                --b
                Content-Type: %s

                %s
                --b--
                """.formatted(type, partType, fields, returned, ORIGINAL);
        return MailMessages.content(TestMail.of(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static String row(Recipient one) {
        return one.originalRecipient().orElse("") + " > "
                + Stream.of(
                                Optional.of(one.finalRecipient()),
                                Optional.of(one.action().toString()),
                                one.status(),
                                one.remoteMta())
                        .flatMap(Optional::stream)
                        .reduce((left, right) -> left + " " + right)
                        .orElseThrow()
                + one.diagnosticCode().map(text -> " | " + text).orElse("");
    }
}
