package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsAnomalyTest {
    private static final byte[] CLIENT_HELLO = new RawHello().record();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'',   '',       TLS_AT_GREETING",
        "*=mx, '',       TLS_AT_GREETING",
        "'',   EHLO a,   TLS_NEVER_OFFERED",
        "*=mx, HELO a,   TLS_NEVER_OFFERED",
        "*=mx, EHLO a,   TLS_NOT_ASKED_FOR",
        "'',   STARTTLS, TLS_AFTER_REFUSAL"
    })
    void aClientHelloInPlaintextIsClosedAtOnceAndReported(String bindings, String said, String anomaly)
            throws Exception {
        try (TestServer server = offering(bindings);
                Peer peer = server.connect()) {
            peer.reply();
            if (!said.isEmpty()) {
                peer.ask(said);
            }
            peer.send(CLIENT_HELLO);

            assertThat(peer.rest()).matches("(\\(reset\\))?");
            assertThat(server.events.all()).containsExactly("anomalySeen " + anomaly);
        }
    }

    @Test
    void aClientHelloThatComesOctetByOctetIsSeenAtItsSecond() throws Exception {
        try (TestServer server = offering("");
                Peer peer = server.greeted()) {
            peer.send(new byte[] {CLIENT_HELLO[0]});
            peer.send(new byte[] {CLIENT_HELLO[1]});

            assertThat(peer.rest()).matches("(\\(reset\\))?");
            assertThat(server.events.all()).containsExactly("anomalySeen TLS_NEVER_OFFERED");
        }
    }

    @Test
    void oneOctetOfAClientHelloIsWaitedForNoLongerThanACommand() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .commandTimeout(Duration.ofMillis(300))
                        .start();
                Peer peer = server.greeted()) {
            peer.send(new byte[] {CLIENT_HELLO[0]});

            assertThat(peer.rest()).startsWith("421 4.4.2 ");
            assertThat(server.events.all()).containsExactly("closed TIMEOUT");
        }
    }

    @Test
    void aMaskedCommandIsReportedAndTheConversationGoesOn() throws Exception {
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            assertThat(peer.ask("XXXX client.example.org")).isEqualTo("500 5.5.1 Command not recognized\r\n");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
            assertThat(server.events.all()).containsExactly("anomalySeen MASKED_COMMAND", "mail begun TLS_OFFERED");
        }
    }

    @Test
    void theBeginningOfMailIsReportedOnceInAConnection() throws Exception {
        try (TestServer server = offering("*=mx");
                Peer peer = server.greeted()) {
            peer.deliver("x\r\n");
            peer.ask("STARTTLS");
            peer.handshake(new TestClient());
            peer.ask("EHLO client.example.org");
            peer.deliver("x\r\n");

            assertThat(server.events.all()).containsExactly("mail begun TLS_OFFERED", "handshake completed TLSv1.3");
        }
    }

    private TestServer offering(String bindings) throws IOException {
        return new TestServer(directory)
                .offering(TestOffers.bound(bindings, directory))
                .start();
    }
}
