package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {
    private final Peer peer = Peer.connected();

    @Test
    void beginsWith220AndTheOwnName() {
        Step greeting = peer.conversation().greet();

        assertThat(greeting.next()).isEqualTo(Step.Next.CONTINUE);
        assertThat(greeting.replies()).singleElement().hasToString("220 mx.example.org ESMTP Postern\r\n");
    }

    @Test
    void answersEhloWithItsNameFirstAndOneCapabilityALine() {
        peer.plays("""
                C: EHLO client.example.org
                S: 250-mx.example.org
                S: 250-PIPELINING
                S: 250-SIZE 1000000
                S: 250-8BITMIME
                S: 250-BINARYMIME
                S: 250-CHUNKING
                S: 250-SMTPUTF8
                S: 250-DSN
                S: 250-DELIVERBY
                S: 250-MT-PRIORITY
                S: 250-LIMITS RCPTMAX=100
                S: 250 ENHANCEDSTATUSCODES
                """);

        assertThat(peer.conversation().heloName()).isEqualTo("client.example.org");
        assertThat(peer.conversation().protocol()).isEqualTo("ESMTP");
    }

    @Test
    void answersHeloWithItsNameAlone() {
        peer.plays("""
                C: HELO client.example.org
                S: 250 mx.example.org
                """);

        assertThat(peer.conversation().heloName()).isEqualTo("client.example.org");
        assertThat(peer.conversation().protocol()).isEqualTo("SMTP");
    }

    @Test
    void answersEhloWithoutANameWith501() {
        peer.plays("""
                C: EHLO
                S: 501 5.5.4 Argument missing
                C: HELO
                S: 501 5.5.4 Argument missing
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Send EHLO or HELO first
                """);
    }

    /** RFC 5321 section 4.1.4: mail is not refused over the name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "client.example.org.",
                "DESKTOP_42",
                "-",
                "[192.0.2.1]",
                "[IPv6:2001:db8::1]",
                "[ipv6:::1]",
                "[2001:db8:0:0:0:0:0:1]",
                "[fe80::1%eth0]",
                "2001:db8::1",
                "192.0.2.1:2525",
                "[192.0.2.1]:2525",
                "John's-MacBook",
                "John's MacBook Pro",
                "two words",
                "a;b",
                "<script>",
                "[192.0.2.256]",
                "[192.0.2.1",
                "[]",
                "\"quoted\"",
                "(comment",
                "back\\slash",
                "tab\tbed",
                "\u00fc is no UTF-8"
            })
    void takesANameAsPeersReallySendIt(String name) {
        assertThat(peer.send("HELO " + name + "\r\n")).isEqualTo("S: 250 mx.example.org");
        assertThat(peer.conversation().heloName()).isEqualTo(name);
    }

    @Test
    void takesANameInUtf8() {
        peer.send("EHLO m\u00c3\u00bcller.example\r\n");

        assertThat(peer.conversation().heloName()).isEqualTo("m\u00fcller.example");
    }

    @Test
    void takesANameOfAnyLength() {
        String name = "x".repeat(500);
        peer.send("EHLO " + name + "\r\n");

        assertThat(peer.conversation().heloName()).isEqualTo(name);
    }

    @Test
    void resetsTheEnvelopeOnASecondEhlo() {
        peer.plays("""
                C: HELO first.example.org
                S: 250 mx.example.org
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                C: HELO second.example.org
                S: 250 mx.example.org
                C: DATA
                S: 503 5.5.1 Send MAIL first
                C: MAIL FROM:<c@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<d@example.org>
                S: 250 2.1.5 Recipient OK
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: .
                N: DELIVER <c@example.org> -> <d@example.org>
                """);

        assertThat(peer.conversation().heloName()).isEqualTo("second.example.org");
    }

    /** RFC 5321 section 4.1.4: after a failed EHLO the server stays in the state it was in. */
    @Test
    void leavesTheStateAsItWasWhenEhloIsRejected() {
        peer.plays("""
                C: HELO first.example.org
                S: 250 mx.example.org
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: EHLO a{00}name
                S: 500 5.5.2 Line with characters that no command has
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                C: EHLO
                S: 501 5.5.4 Argument missing
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: .
                N: DELIVER <a@example.org> -> <b@example.org>
                """);

        assertThat(peer.conversation().heloName()).isEqualTo("first.example.org");
        assertThat(peer.conversation().protocol()).isEqualTo("SMTP");
    }
}
