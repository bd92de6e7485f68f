package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address with an EC and an RSA certificate: the first message of the client decides. */
class ChoiceByClientHelloTest {
    private static final String RSA_ONLY = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    private static final byte[] RSA_ONLY_HELLO =
            new RawHello().suites(0xc02f).schemes(0x0401, 0x0804).record();
    /** The handshake messages of the server are in plaintext until its Finished: ServerHello is 2. */
    private static final int SERVER_HELLO = 2;

    @TempDir
    private Path directory;

    @Test
    void aClientThatCanVerifyTheFirstOneGetsIt() throws Exception {
        try (TestServer server = serving();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");

            assertThat(peer.handshake(new TestClient()).getPeerPrincipal()).hasToString("CN=mx.example.org");
            peer.ask("EHLO client.example.org");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
            assertThat(server.receiver.onlyMessage().session().tls()).isPresent();
        }
    }

    @Test
    void aClientThatKnowsRsaOnlyGetsTheOther() throws Exception {
        try (TestServer server = serving();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");

            assertThat(peer.handshake(new TestClient().cipherSuite(RSA_ONLY)).getPeerPrincipal())
                    .hasToString("CN=rsa.example.org");
            peer.ask("EHLO client.example.org");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
        }
    }

    @Test
    void soItIsWithImplicitTls() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .implicitTls()
                        .offering(TestOffers.bound("*=mx|rsa", directory))
                        .start();
                Peer peer = server.connect()) {
            assertThat(peer.handshake(new TestClient().cipherSuite(RSA_ONLY)).getPeerPrincipal())
                    .hasToString("CN=rsa.example.org");
            assertThat(peer.reply()).startsWith("220 mail.example.org");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 50})
    void theHelloMayComeInManyRecords(int octetsInEach) throws Exception {
        try (TestServer server = serving();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(RawHello.cutAgain(RSA_ONLY_HELLO, octetsInEach));

            assertThat(firstHandshakeMessage(peer)).isEqualTo(SERVER_HELLO);
        }
    }

    @Test
    void theHelloMayComeOctetByOctet() throws Exception {
        try (TestServer server = serving();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            for (byte octet : RSA_ONLY_HELLO) {
                peer.send(new byte[] {octet});
            }

            assertThat(firstHandshakeMessage(peer)).isEqualTo(SERVER_HELLO);
        }
    }

    @Test
    void aHelloThatCannotBeUnderstoodIsLeftToTheTlsLayer() throws Exception {
        byte[] broken = RSA_ONLY_HELLO.clone();
        broken[broken.length - 20] = (byte) 0xff;
        try (TestServer server = serving();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(broken);
            peer.rest();

            await().until(() -> server.events.all().stream().anyMatch(event -> event.startsWith("handshake failed")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIT\r\n", "NOOP\r\nMAIL FROM:<a@example.org>\r\n"})
    void plaintextIsClosedWithoutAWordInPlaintext(String text) throws Exception {
        try (TestServer server = serving();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(text);

            assertThat(peer.rest()).doesNotContain("221").doesNotContain("250").doesNotContain("421");
            assertThat(server.events.all()).containsExactly("handshake failed NOT_TLS");
        }
    }

    @Test
    void theTimeForTheHandshakeCoversTheWaitForTheHello() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.bound("*=mx|rsa", directory))
                        .handshakeTimeout(Duration.ofMillis(300))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(new byte[] {22, 3});

            assertThat(peer.rest()).doesNotContain("421");
            assertThat(server.events.all()).containsExactly("handshake failed TIMEOUT");
        }
    }

    @Test
    void aPeerThatGoesAwayBeforeItsHelloIsReported() throws Exception {
        try (TestServer server = serving();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.hangUp();

            await().until(() -> server.events.all().contains("handshake failed NOT_BEGUN"));
            assertThat(server.events.all()).hasSize(1);
        }
    }

    @Test
    void anAddressThatGoesAwayMeanwhileSaysNothingInPlaintext() throws Exception {
        try (TestServer server = serving();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            server.acceptor().shutDownConnections();

            assertThat(peer.rest()).doesNotContain("421");
        }
    }

    private TestServer serving() throws IOException {
        return new TestServer(directory)
                .offering(TestOffers.bound("*=mx|rsa", directory))
                .start();
    }

    /** The type of the message in the first record that comes back, or minus one for a record that is no handshake. */
    private static int firstHandshakeMessage(Peer peer) throws IOException {
        InputStream in = peer.socket().getInputStream();
        int type = in.read();
        in.readNBytes(4);
        return type == 22 ? in.read() : -1;
    }
}
