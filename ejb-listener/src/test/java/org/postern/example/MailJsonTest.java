package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.mime.MailJson;

class MailJsonTest {
    private final ReceivedMail mail = ReceivedMail.plain();

    @Test
    void everyFactHasItsPlace() {
        assertThat(MailJson.of(mail)).hasToString("""
                {"id":"20260102-1",\
                "mail_from":"a@example.org",\
                "rcpt_to":["b@example.com","c@example.com"],\
                "peer":"192.0.2.7:40000",\
                "local_address":"192.0.2.1:25",\
                "helo":"client.example.org",\
                "protocol":"ESMTP",\
                "tls":null,\
                "user":null,\
                "size":17,\
                "received_at":"2026-01-02T03:04:05.678Z"}""");
    }

    @Test
    void theNullReversePathIsAnEmptyString() {
        assertThat(MailJson.of(mail.withNullReversePath()).getString("mail_from"))
                .isEmpty();
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        assertThat(MailJson.of(mail.withPeer(new InetSocketAddress("2001:db8::1", 25)))
                        .getString("peer"))
                .isEqualTo("[2001:db8:0:0:0:0:0:1]:25");
    }

    @Test
    void tlsHasItsVersionCipherAndTheNameThatTheClientAskedFor() {
        assertThat(MailJson.of(mail.withTls(Optional.of("mx.example.com"))).getJsonObject("tls"))
                .hasToString(
                        "{\"version\":\"TLSv1.3\",\"cipher\":\"TLS_AES_256_GCM_SHA384\",\"sni\":\"mx.example.com\"}");
    }

    @Test
    void withoutServerNameTheSniIsNull() {
        assertThat(MailJson.of(mail.withTls(Optional.empty()))
                        .getJsonObject("tls")
                        .get("sni"))
                .isEqualTo(JsonValue.NULL);
    }

    @Test
    void whatAStrangerSentIsReadBackAsItWas() {
        String helo = "a\"b\\c/\u0000\u001f\u007f\u00e4\u2028\ud83d\udce7\r\n";

        JsonObject read = Json.createReader(
                        new StringReader(MailJson.of(mail.withHelo(helo)).toString()))
                .readObject();

        assertThat(read.getString("helo")).isEqualTo(helo);
    }
}
