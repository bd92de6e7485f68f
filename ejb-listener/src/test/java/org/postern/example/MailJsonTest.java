package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.postern.mime.MailJson;
import org.postern.test.TestMessage;

class MailJsonTest {
    private final TestMessage mail = TestMessage.of("Subject: x\n\n\u00e4\n")
            .sentBy("a@example.org")
            .to("b@example.com", "c@example.com")
            .peer("192.0.2.7");

    @Test
    void everyFactHasItsPlace() {
        assertThat(MailJson.of(mail)).hasToString("""
                {"id":"TEST-0001-1",\
                "mail_from":"a@example.org",\
                "rcpt_to":["b@example.com","c@example.com"],\
                "peer":"192.0.2.7:40000",\
                "local_address":"127.0.0.1:25",\
                "helo":"client.example.org",\
                "protocol":"ESMTP",\
                "tls":null,\
                "user":null,\
                "size":18,\
                "received_at":"2026-01-02T03:04:06Z"}""");
    }

    @Test
    void theNullReversePathIsAnEmptyString() {
        assertThat(MailJson.of(mail.withNullReversePath()).getString("mail_from"))
                .isEmpty();
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        assertThat(MailJson.of(mail.peer("2001:db8::1")).getString("peer")).isEqualTo("[2001:db8:0:0:0:0:0:1]:40000");
    }

    @Test
    void tlsHasItsVersionCipherAndTheNameThatTheClientAskedFor() {
        assertThat(MailJson.of(mail.tls("mx.example.com")).getJsonObject("tls"))
                .hasToString(
                        "{\"version\":\"TLSv1.3\",\"cipher\":\"TLS_AES_256_GCM_SHA384\",\"sni\":\"mx.example.com\"}");
    }

    @Test
    void withoutServerNameTheSniIsNull() {
        assertThat(MailJson.of(mail.tls()).getJsonObject("tls").get("sni")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void whatAStrangerSentIsReadBackAsItWas() {
        String helo = "a\"b\\c/\t\u00e4\u2028\ud83d\udce7";

        JsonObject read = Json.createReader(
                        new StringReader(MailJson.of(mail.helo(helo)).toString()))
                .readObject();

        assertThat(read.getString("helo")).isEqualTo(helo);
    }
}
