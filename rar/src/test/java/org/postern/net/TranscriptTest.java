package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
    @TempDir
    private Path directory;

    @Test
    void showsWhatWasSaidButNotContentAndCredentials() throws Exception {
        try (TestServer server =
                        new TestServer(directory).transcribing("127.0.0.1").start();
                Peer peer = server.connect()) {
            peer.reply();
            peer.send("EH");
            peer.ask("LO client.example.org");
            peer.ask("AUTH PLAIN AGEAc2VjcmV0");
            peer.deliver("secret\r\ncontent\r\n");
            peer.ask("QUIT");

            assertThat(String.join("\n", server.events.said()).replaceAll("message \\S+", "message ID"))
                    .isEqualTo("""
                    S: 220 mail.example.org ESMTP Postern
                    C: EHLO client.example.org
                    S: 250-mail.example.org
                    S: 250-PIPELINING
                    S: 250-SIZE 20000000
                    S: 250-8BITMIME
                    S: 250-BINARYMIME
                    S: 250-CHUNKING
                    S: 250-SMTPUTF8
                    S: 250-DSN
                    S: 250-DELIVERBY
                    S: 250-MT-PRIORITY
                    S: 250-LIMITS RCPTMAX=100
                    S: 250 ENHANCEDSTATUSCODES
                    C: AUTH PLAIN (not shown)
                    S: 502 5.5.1 Command not implemented
                    C: MAIL FROM:<a@example.org>
                    S: 250 2.1.0 Sender OK
                    C: RCPT TO:<b@example.org>
                    S: 250 2.1.5 Recipient OK
                    C: DATA
                    S: 354 Go ahead, end with <CRLF>.<CRLF>
                    C: (20 octets of content)
                    S: 250 2.0.0 OK, message ID accepted
                    C: QUIT
                    S: 221 2.0.0 mail.example.org closing connection""");
        }
    }

    @Test
    void neverShowsWhatBelongsToAnAuthentication() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.bound("*=mx", directory))
                        .knowing(new FakeRealm(Map.of("anna", "secret")))
                        .transcribing("127.0.0.1")
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("AUTH LOGIN");
            peer.ask("YW5uYQ=="); // A client that does not look at replies.
            peer.ask("c2VjcmV0");
            peer.ask("STARTTLS");
            peer.handshake("mx.example.org");
            peer.ask("EHLO client.example.org");
            peer.ask("AUTH LOGIN YW5uYQ==");
            peer.ask("HELP"); // Base64, too.
            peer.ask("AUTH LOGIN YW5uYQ==");
            peer.send("c2Vj");
            assertThat(peer.ask("cmV0")).startsWith("235 ");

            String transcript = String.join("\n", server.events.said());
            assertThat(transcript)
                    .contains("C: AUTH LOGIN", "S: 538 ", "C: AUTH LOGIN (not shown)", "S: 334 ", "S: 235 ")
                    .contains("C: (credentials, not shown)")
                    .doesNotContain("YW5u", "c2Vj", "cmV0", "C: HELP");
            assertThat(transcript).contains("C: STARTTLS", "C: EHLO client.example.org");
        }
    }

    @Test
    void nobodyElseIsWrittenDown() throws Exception {
        try (TestServer server =
                        new TestServer(directory).transcribing("127.0.0.2").start();
                Peer peer = server.greeted()) {
            peer.ask("NOOP");

            assertThat(server.events.said()).isEmpty();
        }
    }

    @Test
    void thereIsAnEndToIt() throws Exception {
        try (TestServer server =
                        new TestServer(directory).transcribing("127.0.0.0/8").start();
                Peer peer = server.greeted()) {
            for (int i = 0; i < 1_000; i++) {
                peer.ask("NOOP");
            }

            assertThat(server.events.said()).hasSize(1_001).last().isEqualTo("(1000 lines, the rest is left out)");
        }
    }

    @Test
    void failuresAreToldByTheirCodes() throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            peer.ask("NONSENSE");
            peer.ask("RCPT TO:<a@example.org>");
            peer.ask("NOOP");

            assertThat(server.events.refusals()).containsExactly("500 5.5.1", "503 5.5.1");
        }
    }
}
