package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionLimitsTest {
    @TempDir
    private Path spool;

    @Test
    void oneConnectionTooManyIsRefusedWith421() throws Exception {
        try (TestServer server = new TestServer(spool).connections(2, 2).start();
                Peer first = server.greeted();
                Peer second = Peer.connectFrom("127.0.0.2", "127.0.0.1", server.port());
                Peer third = connectAfter(second, server)) {
            assertThat(third.rest()).isEqualTo("421 4.3.2 mail.example.org Too many connections, try again later\r\n");
            assertThat(first.ask("NOOP")).startsWith("250");
            assertThat(server.events.all()).containsExactly("refused IN_ALL");
        }
    }

    @Test
    void oneConnectionOfAPeerTooManyIsRefusedWith421AndOthersComeIn() throws Exception {
        try (TestServer server = new TestServer(spool).connections(100, 1).start();
                Peer first = server.greeted();
                Peer second = server.connect();
                Peer other = Peer.connectFrom("127.0.0.2", "127.0.0.1", server.port())) {
            assertThat(second.rest())
                    .isEqualTo(
                            "421 4.7.0 mail.example.org Too many connections from your address, try again later\r\n");
            assertThat(other.reply()).startsWith("220");
            assertThat(first.ask("NOOP")).startsWith("250");
            assertThat(server.events.all()).containsExactly("refused OF_PEER");
        }
    }

    /** However they ended, and also those that were refused. */
    @Test
    void connectionsThatHaveEndedDoNotCount() throws Exception {
        try (TestServer server = new TestServer(spool).connections(1, 1).start()) {
            for (int i = 0; i < 10; i++) {
                try (Peer peer = awaitPlace(server);
                        Peer refused = server.connect()) {
                    assertThat(refused.rest()).startsWith("421");
                    if (i % 2 == 0) {
                        peer.ask("QUIT");
                    } else {
                        peer.reset();
                    }
                }
            }
        }
    }

    private static Peer connectAfter(Peer earlier, TestServer server) throws Exception {
        assertThat(earlier.reply()).startsWith("220");
        return server.connect();
    }

    /** The server may not have seen yet that the last one has gone. */
    private static Peer awaitPlace(TestServer server) {
        return await().until(
                        () -> {
                            Peer peer = server.connect();
                            if (peer.reply().startsWith("220")) {
                                return peer;
                            }
                            peer.close();
                            return null;
                        },
                        peer -> peer != null);
    }
}
