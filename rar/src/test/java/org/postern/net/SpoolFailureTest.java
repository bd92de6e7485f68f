package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFailureTest {
    @TempDir
    private Path directory;

    @Test
    void contentThatCannotBeSpooledIsRefusedForNowAndTheSessionGoesOn() throws Exception {
        try (TestServer server = new TestServer(directory.resolve("not there")).start();
                Peer peer = server.greeted()) {
            assertThat(peer.deliver("x".repeat(50 * TestServer.THRESHOLD) + "\r\n"))
                    .matches("452 4.3.1 Message could not be stored, try again later \\([0-9a-z-]+\\)\r\n");
            assertThat(peer.deliver("short\r\n")).startsWith("250");

            assertThat(server.events.all()).containsExactly("mail begun NO_TLS", "content not stored");
            assertThat(server.receiver.onlyMessage().content().size()).isEqualTo(7);
        }
    }
}
