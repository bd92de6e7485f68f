package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTlsTest {
    private final Peer peer = new Peer(Security.TLS_OFFERED, TestLimits.ROOMY);

    @Test
    void saysNothingBeforeTheEngineExists() {
        peer.plays("""
                C: STARTTLS
                N: START_TLS
                E: TLS ready
                S: 220 2.0.0 Ready to start TLS
                """);
    }

    /** RFC 3207 section 4.2: the server must forget what it learned from the client in plaintext. */
    @Test
    void forgetsEverythingThatWasSaidInPlaintext() {
        peer.send("EHLO plaintext.example.org\r\nMAIL FROM:<evil@example.org>\r\nRCPT TO:<b@example.org>\r\n");
        peer.plays("""
                C: STARTTLS
                N: START_TLS
                E: TLS ready
                S: 220 2.0.0 Ready to start TLS
                E: secured
                C: DATA
                S: 503 5.5.1 Send EHLO or HELO first
                C: RCPT TO:<c@example.org>
                S: 503 5.5.1 Send EHLO or HELO first
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Send EHLO or HELO first
                """);

        assertThat(peer.conversation().heloName()).isEmpty();
    }

    @Test
    void neitherAnnouncesNorAcceptsItAgainInsideTls() {
        peer.plays("""
                C: STARTTLS
                N: START_TLS
                E: TLS ready
                S: 220 2.0.0 Ready to start TLS
                E: secured
                C: EHLO client.example.org
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250 REQUIRETLS
                C: STARTTLS
                S: 503 5.5.1 TLS is already active
                C: STARTTLS again
                S: 501 5.5.4 No argument allowed
                C: NOOP
                S: 250 2.0.0 OK
                """);
    }

    @Test
    void mixesNothingOfTheForgottenEnvelopeIntoTheNext() {
        peer.send("EHLO a\r\nMAIL FROM:<evil@example.org> SIZE=7\r\nRCPT TO:<evil@example.org>\r\nSTARTTLS\r\n");
        peer.plays("""
                E: TLS ready
                S: 220 2.0.0 Ready to start TLS
                E: secured
                C: HELO client.example.org
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                C: .
                S: 250 mx.example.org
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org>
                """);
    }

    @Test
    void namesTheProtocolAfterWhatIsTrueNow() {
        assertThat(peer.conversation().protocol()).isEqualTo("SMTP");
        peer.send("EHLO a\r\n");
        assertThat(peer.conversation().protocol()).isEqualTo("ESMTP");
        peer.send("STARTTLS\r\n");
        peer.happens("TLS ready");
        peer.happens("secured");
        assertThat(peer.conversation().protocol()).isEqualTo("SMTP");
        peer.send("EHLO a\r\n");
        assertThat(peer.conversation().protocol()).isEqualTo("ESMTPS");
        peer.send("HELO a\r\n");
        assertThat(peer.conversation().protocol()).isEqualTo("SMTP");
    }

    @Test
    void countsErrorsAnewInsideTls() {
        Peer impatient = new Peer(Security.TLS_OFFERED, TestLimits.maxErrors(2));
        impatient.plays("""
                C: XYZZY
                S: 500 5.5.1 Command not recognized
                C: STARTTLS
                N: START_TLS
                E: TLS ready
                S: 220 2.0.0 Ready to start TLS
                E: secured
                C: XYZZY
                S: 500 5.5.1 Command not recognized
                C: XYZZY
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\r\n", "E", "\r\n", " ", "\026\003\001", "EHLO a\r\nMAIL FROM:<evil@example.org>\r\n"})
    void neverExecutesPlaintextThatWasPipelinedBehindIt(String behind) {
        assertThat(peer.send("EHLO a\r\n")).contains("STARTTLS");
        assertThat(peer.send("STARTTLS\r\n" + behind)).isEqualTo("""
                S: 421 4.7.0 mx.example.org STARTTLS must be the last command of its group, closing connection
                N: SIGHTED PLAINTEXT_BEHIND_STARTTLS
                N: CLOSE PLAINTEXT_BEHIND_STARTTLS""");
        assertThat(peer.send("NOOP\r\n")).isEmpty();
    }

    @Test
    void readsNoPlaintextWhileTlsStarts() {
        peer.plays("""
                C: STARTTLS
                N: START_TLS
                C: NOOP
                E: TLS ready
                S: 220 2.0.0 Ready to start TLS
                C: NOOP
                """);
    }

    @Test
    void goesOnAsItWasWhenThereIsNoEngineAfterAll() {
        peer.plays("""
                C: HELO client.example.org
                S: 250 mx.example.org
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: STARTTLS
                N: START_TLS
                E: TLS not ready
                S: 454 4.7.0 TLS is not available at the moment
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                C: STARTTLS
                N: START_TLS
                E: TLS not ready
                S: 454 4.7.0 TLS is not available at the moment
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: .
                N: DELIVER <a@example.org> -> <b@example.org>
                """);

        assertThat(peer.conversation().heloName()).isEqualTo("client.example.org");
        assertThat(peer.conversation().protocol()).isEqualTo("SMTP");
    }

    @Test
    void stillWantsEhloWhenThereIsNoEngineForOneWhoNeverSaidIt() {
        peer.plays("""
                C: STARTTLS
                N: START_TLS
                E: TLS not ready
                S: 454 4.7.0 TLS is not available at the moment
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Send EHLO or HELO first
                C: EHLO client.example.org
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250 STARTTLS
                """);
    }

    @Test
    void beginsInsideTlsWhenTlsIsImplicit() {
        peer.happens("secured");

        assertThat(peer.send("EHLO a\r\n")).doesNotContain("STARTTLS");
        assertThat(peer.conversation().protocol()).isEqualTo("ESMTPS");
    }

    @Test
    void takesNoHandshakeForCompleteThatWasNotBegun() {
        peer.send("EHLO a\r\n");
        assertThatIllegalStateException().isThrownBy(() -> peer.conversation().secured());

        Peer secured = new Peer(Security.TLS_OFFERED, TestLimits.ROOMY);
        secured.happens("secured");
        assertThatIllegalStateException()
                .isThrownBy(() -> secured.conversation().secured());
    }

    @Test
    void wantsNewsOfAnEngineOnlyWhenItAskedForOne() {
        assertThatIllegalStateException().isThrownBy(() -> peer.conversation().tlsReady());
        assertThatIllegalStateException().isThrownBy(() -> peer.conversation().tlsNotReady());
    }
}
