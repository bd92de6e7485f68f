package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandOrderTest {

    @Test
    void wantsEhloBeforeAnythingOfAnEnvelope() {
        Peer.connected().plays("""
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Send EHLO or HELO first
                C: RCPT TO:<b@example.org>
                S: 503 5.5.1 Send EHLO or HELO first
                C: DATA
                S: 503 5.5.1 Send EHLO or HELO first
                """);
    }

    @Test
    void answersTheHarmlessCommandsBeforeEhlo() {
        Peer.connected().plays("""
                C: NOOP
                S: 250 2.0.0 OK
                C: RSET
                S: 250 2.0.0 OK
                C: VRFY postmaster
                S: 252 2.0.0 Send some mail, it will be tried
                C: HELP
                S: 214-2.0.0 EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT STARTTLS
                S: 214 2.0.0 See RFC 5321 and RFC 3207
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Send EHLO or HELO first
                C: QUIT
                S: 221 2.0.0 mx.example.org closing connection
                N: CLOSE QUIT
                """);
    }

    @Test
    void keepsTheFirstSenderWhenMailIsNested() {
        Peer.ready().plays("""
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: MAIL FROM:<evil@example.org>
                S: 503 5.5.1 Sender already given
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                C: MAIL FROM:<evil@example.org>
                S: 503 5.5.1 Sender already given
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: .
                N: DELIVER <a@example.org> -> <b@example.org>
                """);
    }

    @Test
    void wantsMailBeforeRcptAndRcptBeforeData() {
        Peer.ready().plays("""
                C: RCPT TO:<b@example.org>
                S: 503 5.5.1 Send MAIL first
                C: DATA
                S: 503 5.5.1 Send MAIL first
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: DATA
                S: 554 5.5.1 No valid recipients
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                """);
    }

    /** RFC 2920 section 3.1: a client that pipelines sends DATA before it knows that all recipients were refused. */
    @Test
    void refusesPipelinedDataWhenAllRecipientsWereRefused() {
        Peer.ready().plays("""
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<not an address>
                C: RCPT TO:<>
                C: DATA
                S: 250 2.1.0 Sender OK
                S: 501 5.1.3 Recipient address is not valid
                S: 501 5.1.3 Recipient address is not valid
                S: 554 5.5.1 No valid recipients
                """);
    }

    @Test
    void answersAPipelinedGroupInItsOrder() {
        Peer peer = Peer.ready();
        peer.plays("""
                C: RSET
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<nobody>
                C: RCPT TO:<c@example.org>
                C: DATA
                C: Subject: x
                C:\s
                C: QUIT
                C: .
                S: 250 2.0.0 OK
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 501 5.1.3 Recipient address is not valid
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org> <c@example.org>
                """);

        assertThat(peer.lastBody().content()).isEqualTo("Subject: x\r\n\r\nQUIT\r\n");
    }

    @Test
    void forgetsTheEnvelopeOnRset() {
        Peer.ready().plays("""
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RSET
                S: 250 2.0.0 OK
                C: RCPT TO:<b@example.org>
                S: 503 5.5.1 Send MAIL first
                C: MAIL FROM:<c@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<d@example.org>
                S: 250 2.1.5 Recipient OK
                C: RSET
                S: 250 2.0.0 OK
                C: DATA
                S: 503 5.5.1 Send MAIL first
                C: MAIL FROM:<>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<f@example.org>
                S: 250 2.1.5 Recipient OK
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: .
                N: DELIVER <> -> <f@example.org>
                """);
    }

    @Test
    void keepsTheEnvelopeAcrossTheHarmlessCommands() {
        Peer.ready().plays("""
                C: MAIL FROM:<a@example.org>
                C: NOOP
                C: VRFY b
                C: RCPT TO:<b@example.org>
                C: NOOP
                C: XYZZY
                C: AUTH PLAIN
                C: DATA
                C: .
                S: 250 2.1.0 Sender OK
                S: 250 2.0.0 OK
                S: 252 2.0.0 Send some mail, it will be tried
                S: 250 2.1.5 Recipient OK
                S: 250 2.0.0 OK
                S: 500 5.5.1 Command not recognized
                S: 502 5.5.1 Command not implemented
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org>
                """);
    }
}
