package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What statistics on STARTTLS need: how a connection was secured when mail began. */
class FirstMailTest {
    private final Peer peer = new Peer(Security.TLS_OFFERED, TestLimits.ROOMY);

    @Test
    void isTheFirstSenderThatWasAccepted() {
        peer.send("MAIL FROM:<a@example.org>\r\nEHLO a\r\nMAIL FROM:<bad\r\nNOOP\r\n");
        assertThat(peer.firstMails()).isEmpty();

        peer.send("MAIL FROM:<a@example.org>\r\n");
        assertThat(peer.firstMails()).containsExactly(Security.TLS_OFFERED);
    }

    @Test
    void isToldOnceInAConnection() {
        peer.send("EHLO a\r\nMAIL FROM:<a@example.org>\r\nRSET\r\nMAIL FROM:<b@example.org>\r\nSTARTTLS\r\n");
        peer.happens("TLS ready");
        peer.happens("secured");
        peer.send("EHLO a\r\nMAIL FROM:<c@example.org>\r\n");

        assertThat(peer.firstMails()).containsExactly(Security.TLS_OFFERED);
    }

    @Test
    void insideTlsIsToldSo() {
        peer.send("EHLO a\r\nSTARTTLS\r\n");
        peer.happens("TLS ready");
        peer.happens("secured");
        peer.send("EHLO a\r\nMAIL FROM:<>\r\n");

        assertThat(peer.firstMails()).containsExactly(Security.TLS_ACTIVE);
    }
}
