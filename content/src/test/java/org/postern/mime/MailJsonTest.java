package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MailJsonTest {
    @Test
    void whatStandsInAMessageHasItsPlace() throws Exception {
        MailContent content = MailMessages.content(mail("""
                From: "Doe, Jane" <jane@example.org>
                To: shop@example.com
                Reply-To: <desk@example.org>
                Date: Fri, 2 Jan 2026 03:04:05 +0100
                Message-ID: <1@example.org>
                References: <a@x> <b@x>
                Subject: Order
                Content-Type: multipart/mixed; boundary=b

                --b

                1 x widget
                --b
                Content-Type: application/pdf; name=o.pdf
                Content-Disposition: attachment
                Content-ID: <c@x>

                %PDF
                --b--
                """));

        assertThat(MailJson.of(content)).hasToString("""
                {"subject":"Order",\
                "from":[{"name":"Doe, Jane","address":"jane@example.org"}],\
                "to":[{"name":null,"address":"shop@example.com"}],\
                "cc":[],\
                "reply_to":[{"name":null,"address":"desk@example.org"}],\
                "date":"2026-01-02T03:04:05+01:00",\
                "message_id":"<1@example.org>",\
                "in_reply_to":[],\
                "references":["<a@x>","<b@x>"],\
                "text":"1 x widget",\
                "html":null,\
                "attachments":[{"type":"application/pdf","name":"o.pdf","disposition":"attachment","content_id":"c@x"}],\
                "automatic":null,\
                "delivery_status":null}""");
    }

    @Test
    void aReportTellsWhatBecameOfEachRecipient() throws Exception {
        MailContent content = MailMessages.content(mail("""
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; a@example.net
                Action: failed
                Status: 5.1.1
                --b--
                """));

        JsonObject status = MailJson.of(content).getJsonObject("delivery_status");

        assertThat(status).hasToString("""
                {"reporting_mta":"mx.example.org",\
                "recipients":[{"final_recipient":"a@example.net","original_recipient":null,"action":"FAILED",\
                "status":"5.1.1","diagnostic_code":null,"remote_mta":null}]}""");
        assertThat(MailJson.of(content).getString("automatic")).isEqualTo("REPORT");
    }

    /** Whatever a stranger has sent. */
    @ParameterizedTest
    @MethodSource("org.postern.mime.Corpus#cases")
    void eachMessageHasAllNames(Corpus.Case message) throws Exception {
        JsonObject json = MailJson.of(MailMessages.content(message.mail()));

        assertThat(json.keySet()).hasSize(14);
        assertThat(json.get("attachments").getValueType()).isEqualTo(JsonValue.ValueType.ARRAY);
    }

    private static TestMail mail(String text) {
        return TestMail.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
