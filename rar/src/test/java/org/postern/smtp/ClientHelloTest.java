package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A firewall that answers STARTTLS itself lets the client send its ClientHello to a server that never offered TLS. */
class ClientHelloTest {
    private static final String CLIENT_HELLO = "\026\003\001\002\000\001\000\001\374\003\003";
    private static final String CLOSED = "N: SIGHTED TLS_NEVER_OFFERED\nN: CLOSE CLIENT_HELLO_IN_PLAINTEXT";

    @Test
    void closesWithoutAWordAsSoonAsTwoOctetsAreThere() {
        assertThat(Peer.ready().send("\026\003")).isEqualTo(CLOSED);
    }

    @Test
    void seesItWhereverTheOctetsAreSplit() {
        for (int split = 0; split <= CLIENT_HELLO.length(); split++) {
            Peer peer = Peer.ready();
            String answer = peer.send(CLIENT_HELLO.substring(0, split)) + peer.send(CLIENT_HELLO.substring(split));

            assertThat(answer).as("split at %d", split).isEqualTo(CLOSED);
        }
    }

    @Test
    void seesItBehindOtherCommandsAndInsideTls() {
        assertThat(Peer.ready().send("NOOP\r\n" + CLIENT_HELLO)).isEqualTo("S: 250 2.0.0 OK\n" + CLOSED);
        assertThat(new Peer(Security.TLS_ACTIVE, TestLimits.ROOMY).send(CLIENT_HELLO))
                .isEqualTo("N: CLOSE CLIENT_HELLO_IN_PLAINTEXT");
        assertThat(Peer.ready().send("x".repeat(600) + "\r\n" + CLIENT_HELLO))
                .isEqualTo("S: 500 5.5.2 Line too long\n" + CLOSED);
    }

    @Test
    void takesItForNothingInTheMiddleOfALine() {
        assertThat(Peer.ready().send("NOOP " + CLIENT_HELLO + "\r\nNOOP\r\n")).isEqualTo("""
                S: 500 5.5.2 Line with characters that no command has
                S: 250 2.0.0 OK""");
        assertThat(Peer.ready().send("x".repeat(600) + CLIENT_HELLO + "\r\nNOOP\r\n"))
                .isEqualTo("S: 500 5.5.2 Line too long\nS: 250 2.0.0 OK");
    }

    @Test
    void takesItForNothingInContent() {
        Peer peer = Peer.ready();
        peer.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");

        assertThat(peer.send("\026\003\001\r\n.\r\n")).isEqualTo("N: DELIVER <a@example.org> -> <b@example.org>");
        assertThat(peer.lastBody().content()).isEqualTo("\026\003\001\r\n");
    }

    @Test
    void takesAnotherRecordTypeForALine() {
        assertThat(Peer.ready().send("\025\003\r\n")).startsWith("S: 500 5.5.2 ");
        assertThat(Peer.ready().send("\026\002\r\n")).startsWith("S: 500 5.5.2 ");
        assertThat(Peer.ready().send("\026\r\n")).startsWith("S: 500 5.5.2 ");
    }
}
