package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTlsTest {
    private static final String CLIENT_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";

    @TempDir
    private Path directory;

    @Test
    void theBoundCertificateIsServedAndTheMessageKnowsHowItCame() throws Exception {
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            assertThat(peer.ask("STARTTLS")).isEqualTo("220 2.0.0 Ready to start TLS\r\n");
            SSLSession session = peer.handshake("mx.example.net");
            peer.ask("EHLO secured.example.org");
            assertThat(peer.deliver("x\r\n")).startsWith("250");

            assertThat(session.getPeerPrincipal()).hasToString("CN=mx.example.org");
            ReceivedMessage message = server.receiver.onlyMessage();
            assertThat(message.session().client().protocol()).isEqualTo("ESMTPS");
            assertThat(message.session().client().heloName()).isEqualTo("secured.example.org");
            TlsFacts facts = message.session().tls().orElseThrow();
            assertThat(facts.version()).isEqualTo("TLSv1.3").isEqualTo(session.getProtocol());
            assertThat(facts.cipherSuite()).isEqualTo(session.getCipherSuite());
            assertThat(facts.serverName()).contains("mx.example.net");
            assertThat(message.traceFields()).contains("with ESMTPS", "tls " + session.getCipherSuite());
        }
    }

    /** Recipients are asked about with what was known at MAIL, and beans must see the same in the message. */
    @Test
    void whatIsKnownOfTheSessionIsTheSameForTheTransactionAndItsMessage() throws Exception {
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            peer.deliver("x\r\n");
            peer.ask("HELO second.example.org");
            peer.deliver("x\r\n");
            peer.ask("STARTTLS");
            peer.handshake("mx.example.net");
            peer.ask("EHLO third.example.org");
            peer.deliver("x\r\n");
            peer.deliver("x\r\n");

            List<SessionFacts> ofMessages = server.receiver.messages().stream()
                    .map(ReceivedMessage::session)
                    .toList();
            assertThat(ofMessages).isEqualTo(server.receiver.sessions());
            assertThat(ofMessages)
                    .extracting(
                            session -> session.client().heloName(),
                            session -> session.client().protocol(),
                            session -> session.tls().isPresent())
                    .containsExactly(
                            tuple("client.example.org", "ESMTP", false),
                            tuple("second.example.org", "SMTP", false),
                            tuple("third.example.org", "ESMTPS", true),
                            tuple("third.example.org", "ESMTPS", true));
        }
    }

    @Test
    void everythingSaidBeforeIsForgotten() throws Exception {
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("STARTTLS");
            peer.handshake("mx.example.net");

            assertThat(peer.ask("RCPT TO:<b@example.org>")).startsWith("503 5.5.1 Send EHLO");
        }
    }

    @Test
    void tlsIsNotOfferedInsideOfTls() throws Exception {
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.handshake("mx.example.net");

            assertThat(peer.ask("EHLO client.example.org")).doesNotContain("STARTTLS");
            assertThat(peer.ask("STARTTLS")).startsWith("503");
        }
    }

    @Test
    void longContentArrivesThroughTlsToo() throws Exception {
        String content = ("z".repeat(998) + "\r\n").repeat(1_000);
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.handshake("mx.example.net");
            peer.ask("EHLO client.example.org");

            assertThat(peer.deliver(content)).startsWith("250");
            assertThat(server.receiver.lastContent()).asString().isEqualTo(content);
        }
    }

    @Test
    void withoutAUsableCertificateStartTlsIsNeitherAnnouncedNorAcceptedAndPlaintextWorks() throws Exception {
        try (TestServer server = offering("*=gone");
                Peer peer = server.connect()) {
            peer.reply();

            assertThat(peer.ask("EHLO client.example.org")).doesNotContain("STARTTLS");
            assertThat(peer.ask("STARTTLS")).isEqualTo("502 5.5.1 TLS is not available here\r\n");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
        }
    }

    @Test
    void plaintextBehindStartTlsIsRefusedAndNeverExecuted() throws Exception {
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            peer.send("STARTTLS\r\nNOOP\r\n");

            assertThat(peer.reply()).startsWith("421 4.7.0 ");
            assertThat(peer.rest()).isEmpty();
            assertThat(server.events.all()).containsExactly("anomalySeen PLAINTEXT_BEHIND_STARTTLS");
        }
    }

    @Test
    void plaintextInsteadOfAHandshakeEndsTheConnectionWithoutAWord() throws Exception {
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send("NOOP\r\nMAIL FROM:<a@example.org>\r\n");

            assertThat(peer.rest()).doesNotContain("250").doesNotContain("421");
            await().until(() -> server.events.all().contains("handshake failed NOT_TLS"));
        }
    }

    @Test
    void aClientHelloInPlaintextIsClosedAtOnceAndReported() throws Exception {
        try (TestServer server = offering("");
                Peer peer = server.greeted()) {
            peer.send(CLIENT_HELLO);

            assertThat(peer.rest()).matches("(\\(reset\\))?");
            assertThat(server.events.all()).containsExactly("anomalySeen TLS_NEVER_OFFERED");
        }
    }

    @Test
    void theReportOfAClientHelloTellsWhetherStartTlsWasOfferedAndAskedFor() throws Exception {
        try (TestServer server = offering("");
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            assertThatThrownBy(() -> peer.handshake("mx.example.net")).isInstanceOf(IOException.class);

            await().until(() -> server.events.all().contains("anomalySeen TLS_AFTER_REFUSAL"));
        }
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            peer.send(CLIENT_HELLO);
            peer.rest();

            assertThat(server.events.all()).containsExactly("anomalySeen TLS_NOT_ASKED_FOR");
        }
    }

    private TestServer offering(String bindings) throws IOException {
        return new TestServer(directory)
                .offering(TestOffers.bound(bindings, directory))
                .start();
    }
}
