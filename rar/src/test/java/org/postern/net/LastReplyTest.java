package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that closes with octets unread makes the operating system reset the connection: whoever is still writing
 * fails, and some systems throw away what was not read yet, the last reply among it.
 */
class LastReplyTest {
    private static final String NONSENSE = "NONSENSE\r\n".repeat(100);
    private static final int PIECES = 1_000;
    private static final String FAREWELL = "421 4.7.0 mail.example.org Too many errors, closing connection\r\n";

    @TempDir
    private Path directory;

    @Test
    void aPeerWithMuchMoreToSayStillHearsWhyItIsClosed() throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            assertThatNoException().isThrownBy(() -> talkOn(peer));

            String rest = peer.rest();
            assertThat(rest).endsWith(FAREWELL);
            assertThat(rest.lines()).hasSize(TestServer.MAX_ERRORS);
            assertThat(server.events.all()).containsExactly("closed TOO_MANY_ERRORS");
        }
    }

    @Test
    void soDoesAPeerInsideOfTls() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.bound("*=mx", directory))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.handshake("mx.example.net");
            assertThatNoException().isThrownBy(() -> talkOn(peer));

            assertThat(peer.rest()).endsWith(FAREWELL);
        }
    }

    @Test
    void afterTheLastReplyNothingIsExecuted() throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            peer.send("QUIT\r\nNOOP\r\n");

            assertThat(peer.rest()).startsWith("221 2.0.0 ").doesNotContain("250");
        }
    }

    /** Piece by piece, because a reset shows only when something is written after it. */
    private static void talkOn(Peer peer) throws Exception {
        FutureTask<Void> writing = new FutureTask<>(() -> {
            for (int i = 0; i < PIECES; i++) {
                peer.send(NONSENSE);
            }
            return null;
        });
        new Thread(writing).start();
        writing.get();
    }
}
