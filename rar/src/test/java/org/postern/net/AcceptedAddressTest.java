package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificate belongs to a connection is decided by where it arrived, not by where the acceptor listens. */
class AcceptedAddressTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 127.0.0.2=mx, 127.0.0.2, true",
        "0.0.0.0, 127.0.0.2=mx, 127.0.0.1, false",
        "::, 127.0.0.2=mx, 127.0.0.2, true",
        "::, 127.0.0.2=mx, 127.0.0.1, false",
        "::, 127.0.0.2=mx, ::1, false",
        "::, [::1]=mx, ::1, true",
        "::, [::1]=mx, 127.0.0.1, false",
        "::1, [::1]=mx, ::1, true"
    })
    void anAcceptorOnAllAddressesDecidesByTheOneThatWasConnectedTo(
            String listen, String bindings, String connectTo, boolean announced) throws Exception {
        try (TestServer server = server(listen, bindings);
                Peer peer = Peer.connect(connectTo, server.port())) {
            peer.reply();

            assertThat(peer.ask("EHLO client.example.org").contains("STARTTLS")).isEqualTo(announced);
            assertThat(peer.ask("STARTTLS")).startsWith(announced ? "220" : "502");
        }
    }

    @Test
    void theMessageKnowsTheAddressThatWasConnectedTo() throws Exception {
        try (TestServer server = server("::", "");
                Peer peer = Peer.greeted("127.0.0.2", server.port())) {
            peer.deliver("x\r\n");

            assertThat(server.receiver.onlyMessage().session().connection().local())
                    .hasToString("127.0.0.2:" + server.port());
        }
    }

    private TestServer server(String listen, String bindings) throws IOException {
        return new TestServer(directory)
                .on(listen)
                .offering(TestOffers.bound(bindings, directory))
                .start();
    }
}
