package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsPolicy.ClientCertificates;

class RenegotiationTest {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final byte[] CHANGE_CIPHER_SPEC = {20, 3, 3, 0, 1, 1};

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

    /** When the server asks for another key. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50, 500})
    void aSecondHelloInManyRecordsIsNoRenegotiation(int octetsInEach) throws Exception {
        ECPublicKey key = (ECPublicKey) TestCertificates.keyPair("EC", 256).getPublic();
        try (TestServer server = serving("*=mx");
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(new RawHello().tls13WithoutKey().record());
            InputStream in = peer.socket().getInputStream();
            assertThat(nextHandshakeMessage(in)).as("HelloRetryRequest").isEqualTo(SERVER_HELLO);

            peer.send(CHANGE_CIPHER_SPEC);
            peer.send(
                    RawHello.cutAgain(new RawHello().tls13WithoutKey().key(key).record(), octetsInEach));

            assertThat(nextHandshakeMessage(in)).isEqualTo(SERVER_HELLO);
            assertThat(server.events.all()).isEmpty();
        }
    }

    /** Of a record that is not encrypted; what else comes is passed over. */
    private static int nextHandshakeMessage(InputStream in) throws IOException {
        DataInputStream records = new DataInputStream(in);
        while (true) {
            int type = records.readUnsignedByte();
            records.readUnsignedShort();
            byte[] content = new byte[records.readUnsignedShort()];
            records.readFully(content);
            if (type == HANDSHAKE) {
                return content[0];
            }
            assertThat(type).as("type of a record").isNotEqualTo(ALERT);
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
