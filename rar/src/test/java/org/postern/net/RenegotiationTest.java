package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsPolicy.ClientCertificates;

class RenegotiationTest {
    @TempDir
    private Path directory;

    @Test
    void aClientOfTls12ThatShakesHandsAgainIsClosed() throws Exception {
        try (TestServer server = serving("*=mx");
                Peer peer = server.greeted()) {
            SSLSocket socket = secured(peer, new TestClient().version("TLSv1.2"));

            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        peer.ask("NOOP");
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("close_notify");
            await().until(() -> server.events.all().contains("handshake failed RENEGOTIATION"));
            assertThat(server.events.all())
                    .containsExactly("handshake completed TLSv1.2", "handshake failed RENEGOTIATION");
        }
    }

    @Test
    void soIsOneWhoseCertificateWasChosenByItsHello() throws Exception {
        try (TestServer server = serving("*=mx|rsa");
                Peer peer = server.greeted()) {
            SSLSocket socket = secured(peer, new TestClient().version("TLSv1.2"));

            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        peer.ask("NOOP");
                    })
                    .isInstanceOf(IOException.class);
            await().until(() -> server.events.all().contains("handshake failed RENEGOTIATION"));
        }
    }

    /** With a certificate there are more messages before ChangeCipherSpec; after it there is still one. */
    @Test
    void aClientWithACertificateIsServed() throws Exception {
        X509Certificate own = TestCertificates.certificate(TestCertificates.OTHER_EC, "client.example.org");
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.askingClients(ClientCertificates.NEED, directory, "*=mx", own))
                        .start();
                Peer peer = server.greeted()) {
            secured(peer, new TestClient().version("TLSv1.2").showing(TestCertificates.OTHER_EC, own));

            assertThat(peer.ask("NOOP")).startsWith("250");
        }
    }

    @Test
    void newKeysInTls13AreNoRenegotiation() throws Exception {
        try (TestServer server = serving("*=mx");
                Peer peer = server.greeted()) {
            SSLSocket socket = secured(peer, new TestClient().version("TLSv1.3"));

            // In TLS 1.3 the JDK sends KeyUpdate instead.
            socket.startHandshake();
            assertThat(peer.ask("NOOP")).startsWith("250");
            socket.startHandshake();
            assertThat(peer.ask("EHLO client.example.org")).startsWith("250");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
            assertThat(server.events.all()).containsExactly("handshake completed TLSv1.3", "mail begun TLS_ACTIVE");
        }
    }

    private TestServer serving(String bindings) throws IOException {
        return new TestServer(directory)
                .offering(TestOffers.bound(bindings, directory))
                .start();
    }

    private static SSLSocket secured(Peer peer, TestClient client) throws Exception {
        peer.ask("STARTTLS");
        peer.handshake(client);
        assertThat(peer.ask("NOOP")).startsWith("250");
        return (SSLSocket) peer.socket();
    }
}
