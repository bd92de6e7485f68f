package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerRulesTest {
    private static final String NOT_SERVED = "521 5.7.1 mail.example.org Your address is not served here\r\n";

    @TempDir
    private Path spool;

    @Test
    void whoIsDeniedIsNotServedAndOthersAre() throws Exception {
        try (TestServer server =
                        new TestServer(spool).serving("", "127.0.0.2/31").start();
                Peer denied = Peer.connectFrom("127.0.0.3", "127.0.0.1", server.port());
                Peer other = Peer.connectFrom("127.0.0.4", "127.0.0.1", server.port())) {
            assertThat(denied.rest()).isEqualTo(NOT_SERVED);
            assertThat(other.reply()).startsWith("220");
            assertThat(server.events.all()).containsExactly("refused NETWORK");
        }
    }

    @Test
    void whereSomeAreAllowedOthersAreNotServedNorIsWhoIsDeniedToo() throws Exception {
        try (TestServer server = new TestServer(spool)
                        .serving("127.0.0.0/30", "127.0.0.3")
                        .start();
                Peer allowed = Peer.connectFrom("127.0.0.2", "127.0.0.1", server.port());
                Peer deniedToo = Peer.connectFrom("127.0.0.3", "127.0.0.1", server.port());
                Peer other = Peer.connectFrom("127.0.0.4", "127.0.0.1", server.port())) {
            assertThat(allowed.reply()).startsWith("220");
            assertThat(deniedToo.rest()).isEqualTo(NOT_SERVED);
            assertThat(other.rest()).isEqualTo(NOT_SERVED);
        }
    }
}
