package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that closes with octets unread makes the operating system reset the connection, and replies are lost. */
class LastReplyTest {
    @TempDir
    private Path spool;

    @Test
    void aPeerWithMuchMoreToSayStillHearsWhyItIsClosed() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            Thread writer = new Thread(() -> {
                try {
                    peer.send("NONSENSE\r\n".repeat(200_000));
                } catch (IOException e) {
                    // What matters is what can be read.
                }
            });
            writer.start();
            writer.join();

            String rest = peer.rest();
            assertThat(rest).endsWith("421 4.7.0 mail.example.org Too many errors, closing connection\r\n");
            assertThat(rest.lines()).hasSize(TestServer.MAX_ERRORS);
            assertThat(server.events.all()).containsExactly("closed TOO_MANY_ERRORS");
        }
    }

    @Test
    void afterTheLastReplyNothingIsExecuted() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            peer.send("QUIT\r\nNOOP\r\n");

            assertThat(peer.rest()).startsWith("221 2.0.0 ").doesNotContain("250");
        }
    }
}
