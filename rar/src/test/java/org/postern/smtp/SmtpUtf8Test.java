package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** RFC 6531: addresses beyond US-ASCII, for those who ask for them. */
class SmtpUtf8Test {
    private static final String NOT_ASKED_FOR = "S: 553 5.6.7 Non-ASCII addresses need SMTPUTF8, and UTF-8";

    private final Peer peer = Peer.ready();

    @Test
    void takesThemFromASenderThatAsksForIt() {
        assertThat(send("MAIL FROM:<müller@bücher.example> SMTPUTF8")).isEqualTo("S: 250 2.1.0 Sender OK");
        assertThat(send("RCPT TO:<用户@例子.广告> ORCPT=utf-8;用户@例子.广告")).isEqualTo("S: 250 2.1.5 Recipient OK");

        assertThat(send("DATA\r\nx\r\n.")).endsWith("N: DELIVER <müller@bücher.example> -> <用户@例子.广告>");
        assertThat(peer.conversation().protocol()).isEqualTo("UTF8SMTP");
    }

    @Test
    void refusesThemFromOneThatDoesNot() {
        assertThat(send("MAIL FROM:<müller@example.org>")).isEqualTo(NOT_ASKED_FOR);
        assertThat(send("MAIL FROM:<a@bücher.example> BODY=8BITMIME")).isEqualTo(NOT_ASKED_FOR);
        send("MAIL FROM:<a@example.org>");
        assertThat(send("RCPT TO:<müller@example.org>")).isEqualTo(NOT_ASKED_FOR);
        assertThat(send("RCPT TO:<b@example.org>")).startsWith("S: 250");
        assertThat(peer.conversation().protocol()).isEqualTo("ESMTP");
    }

    /** NFC and NFD are different addresses: it is not for a receiver to change them. */
    @Test
    void keepsThemToTheLetter() {
        String decomposed = "u\u0308";
        send("MAIL FROM:<" + decomposed + "@example.org> SMTPUTF8");
        send("RCPT TO:<b@example.org>");

        assertThat(send("DATA\r\n.")).endsWith("N: DELIVER <" + decomposed + "@example.org> -> <b@example.org>");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(peer.send("MAIL FROM:<m\u00fcller@example.org> SMTPUTF8\r\n"))
                .isEqualTo(NOT_ASKED_FOR);
        assertThat(peer.send("MAIL FROM:<\u00c0\u00af@example.org> SMTPUTF8\r\n"))
                .isEqualTo(NOT_ASKED_FOR);
        assertThat(peer.send("MAIL FROM:<\u00ed\u00a0\u0080@example.org> SMTPUTF8\r\n"))
                .isEqualTo(NOT_ASKED_FOR);
    }

    @Test
    void takesNoValueForIt() {
        assertThat(send("MAIL FROM:<a@example.org> SMTPUTF8=1")).startsWith("S: 501 5.5.4");
    }

    @Test
    void forgetsWithTheEnvelopeThatItWasAskedFor() {
        send("MAIL FROM:<a@example.org> SMTPUTF8");
        send("RSET");

        assertThat(send("MAIL FROM:<müller@example.org>")).isEqualTo(NOT_ASKED_FOR);
    }

    private String send(String line) {
        byte[] octets = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
        return peer.send(new String(octets, StandardCharsets.ISO_8859_1));
    }
}
