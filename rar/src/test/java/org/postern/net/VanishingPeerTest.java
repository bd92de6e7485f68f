package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VanishingPeerTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EHL",
                "EHLO a\r\n",
                "EHLO a\r\nMAIL FROM:<a@example.org>\r\n",
                "EHLO a\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n",
                "EHLO a\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n",
                "EHLO a\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nx\r\n",
                "EHLO a\r\nSTARTTLS\r\n"
            })
    void nothingStaysOfAConnectionThatIsReset(String said) throws Exception {
        try (TestServer server = server()) {
            Peer peer = server.connect();
            peer.reply();
            peer.send(said);
            peer.reset();

            assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5)))
                    .isTrue();
            assertThat(server.receiver.messages()).isEmpty();
        }
    }

    @Test
    void noFileStaysOfContentThatBreaksOff() throws Exception {
        try (TestServer server = server()) {
            Peer peer = server.greeted();
            peer.beginData();
            peer.send("x".repeat(10 * TestServer.THRESHOLD));
            await().until(() -> SpoolFiles.in(directory) == 1);

            peer.reset();

            await().until(() -> SpoolFiles.in(directory) == 0);
            assertThat(server.receiver.messages()).isEmpty();
        }
    }

    @Test
    void aPeerThatClosesInTheMiddleOfItsContentHasSentNoMessage() throws Exception {
        try (TestServer server = server()) {
            Peer peer = server.greeted();
            peer.beginData();
            peer.send("Subject: half\r\n");
            peer.close();

            assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5)))
                    .isTrue();
            assertThat(server.receiver.messages()).isEmpty();
        }
    }

    /** The delivery owns its content: it ends as if the peer were there, and frees it. */
    @Test
    void aDeliveryUnderWayGoesOn() throws Exception {
        try (TestServer server = server()) {
            server.receiver.hold();
            Peer peer = server.greeted();
            peer.beginData();
            peer.send("x".repeat(5 * TestServer.THRESHOLD) + "\r\n.\r\n");
            RecordingReceiver.Held held = server.receiver.nextHeld();

            peer.reset();

            assertThat(RecordingReceiver.octets(held.message())).hasSize(5 * TestServer.THRESHOLD + 2);
            held.accept();
            assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5)))
                    .isTrue();
            assertThat(SpoolFiles.in(directory)).isZero();
            assertThatThrownBy(() -> held.message().content().openStream()).isInstanceOf(IOException.class);
            assertThat(server.events.all()).containsExactly("mail begun TLS_OFFERED");
        }
    }

    @Test
    void noFileStaysOfAMessageThatWasDelivered() throws Exception {
        try (TestServer server = server();
                Peer peer = server.greeted()) {
            peer.deliver("x".repeat(5 * TestServer.THRESHOLD) + "\r\n");

            assertThat(SpoolFiles.in(directory)).isZero();
        }
    }

    @Test
    void noFileStaysOfAMessageThatWasRefused() throws Exception {
        try (TestServer server = server();
                Peer peer = server.greeted()) {
            String reply = peer.deliver("x".repeat(5 * TestServer.THRESHOLD) + "\r\nbare\nline feed\r\n");

            assertThat(reply).startsWith("550 5.6.0");
            await().until(() -> SpoolFiles.in(directory) == 0);
        }
    }

    private TestServer server() throws IOException {
        return new TestServer(directory)
                .offering(TestOffers.bound("*=mx", directory))
                .start();
    }
}
