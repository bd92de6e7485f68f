package org.postern.smtp;

import org.junit.jupiter.api.Test;

class ErrorLimitTest {
    private final Peer peer = Peer.ready(TestLimits.maxErrors(3));

    @Test
    void closesWith421AtTheLastErrorThatIsTolerated() {
        peer.plays("""
                C: XYZZY
                S: 500 5.5.1 Command not recognized
                C: DATA
                S: 503 5.5.1 Send MAIL first
                C: XYZZY
                C: NOOP
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                C: NOOP
                """);
    }

    @Test
    void countsRefusedLinesAndSyntaxErrorsAlike() {
        peer.plays("""
                C: NOOP{0A}
                S: 500 5.5.2 A line ends with CRLF, and has no other CR or LF
                C: MAIL FROM:<>> X
                S: 501 5.5.4 Syntax: MAIL FROM:<address> [parameters]
                C: STARTTLS
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                """);
    }

    /** RFC 4954 section 4: AUTH PLAIN of mallory, who is not heard for a while. */
    @Test
    void countsCredentialsThatAreNotLookedAt() {
        Peer guessing = Peer.ofUsers(
                Security.TLS_ACTIVE,
                TestLimits.maxErrors(3),
                Peer.policyOf(Service.SMTP),
                new FakeUsers(SaslMechanism.PLAIN, SaslMechanism.LOGIN));
        guessing.send("EHLO client.example.org\r\n");
        guessing.plays("""
                C: AUTH PLAIN AG1hbGxvcnkAMQ==
                S: 454 4.7.0 Too many failed authentications, try again later
                C: AUTH LOGIN
                S: 334 VXNlcm5hbWU6
                C: bWFsbG9yeQ==
                S: 334 UGFzc3dvcmQ6
                C: Mg==
                S: 454 4.7.0 Too many failed authentications, try again later
                C: AUTH PLAIN AG1hbGxvcnkAMw==
                C: AUTH PLAIN AG1hbGxvcnkANA==
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                """);
    }

    @Test
    void countsRefusedContent() {
        peer.plays("""
                C: XYZZY
                C: XYZZY
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                C: a{0A}b
                C: .
                S: 500 5.5.1 Command not recognized
                S: 500 5.5.1 Command not recognized
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                """);
    }

    @Test
    void startsAfreshWhenAMessageIsAccepted() {
        peer.plays("""
                C: XYZZY
                C: XYZZY
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                C: .
                S: 500 5.5.1 Command not recognized
                S: 500 5.5.1 Command not recognized
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org>
                E: delivered 250 2.0.0 taken
                S: 250 2.0.0 taken
                C: XYZZY
                C: XYZZY
                S: 500 5.5.1 Command not recognized
                S: 500 5.5.1 Command not recognized
                C: XYZZY
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                """);
    }

    @Test
    void goesOnCountingWhenAMessageIsRejected() {
        peer.plays("""
                C: XYZZY
                C: XYZZY
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                C: .
                S: 500 5.5.1 Command not recognized
                S: 500 5.5.1 Command not recognized
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org>
                E: delivered 550 5.7.1 no
                S: 550 5.7.1 no
                C: XYZZY
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                """);
    }
}
