package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImplicitTlsTest {
    @TempDir
    private Path directory;

    @Test
    void theGreetingComesInsideOfTls() throws Exception {
        try (TestServer server = offering("*=mx").start();
                Peer peer = server.connect()) {
            SSLSession session = peer.handshake("mx.example.net");

            assertThat(session.getPeerPrincipal()).hasToString("CN=mx.example.org");
            assertThat(peer.reply()).startsWith("220 mail.example.org");
            assertThat(peer.ask("EHLO client.example.org")).doesNotContain("STARTTLS");
            assertThat(peer.ask("STARTTLS")).startsWith("503");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
            assertThat(server.receiver.onlyMessage().session().client().protocol())
                    .isEqualTo("ESMTPS");
            assertThat(server.receiver.onlyMessage().session().tls()).isPresent();
        }
    }

    @Test
    void withoutAUsableCertificateTheConnectionIsClosedAtOnceAndReported() throws Exception {
        try (TestServer server = offering("*=gone").start();
                Peer peer = server.connect()) {
            assertThat(peer.rest()).isEmpty();
            assertThat(server.events.all()).containsExactly("TLS impossible ALIAS_NOT_FOUND");
        }
    }

    @Test
    void aHandshakeThatDoesNotComeIsNotWaitedForLong() throws Exception {
        try (TestServer server = offering("*=mx")
                        .handshakeTimeout(Duration.ofMillis(300))
                        .start();
                Peer peer = server.connect()) {
            peer.send(new byte[] {22});
            peer.rest();

            assertThat(server.events.all()).containsExactly("handshake failed TIMEOUT");
        }
    }

    @Test
    void plaintextInsteadOfAHandshakeIsReported() throws Exception {
        try (TestServer server = offering("*=mx").start();
                Peer peer = server.connect()) {
            peer.send("EHLO client.example.org\r\n");

            assertThat(peer.rest()).doesNotContain("220").doesNotContain("250");
            await().until(() -> server.events.all().contains("handshake failed NOT_TLS"));
        }
    }

    /** The farewell waits for the handshake; a greeting must not follow it. */
    @Test
    void anAddressThatGoesAwayDuringAHandshakeSaysNothingBut421() throws Exception {
        try (TestServer server = offering("*=mx").start();
                Peer peer = server.connect();
                Peer other = server.connect()) {
            other.handshake("mx.example.net");
            other.reply();

            server.acceptor().shutDownConnections();
            assertThat(other.rest()).startsWith("421");
            peer.handshake("mx.example.net");

            assertThat(peer.rest()).startsWith("421 4.3.2 ").doesNotContain("220");
        }
    }

    private TestServer offering(String bindings) throws IOException {
        return new TestServer(directory).implicitTls().offering(TestOffers.bound(bindings, directory));
    }
}
