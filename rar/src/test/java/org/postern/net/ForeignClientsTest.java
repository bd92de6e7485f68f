package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of other protocols over real sockets: told once, ended at once, and nothing that they have sent is executed. */
@Timeout(60)
class ForeignClientsTest {
    /** A form of a web page whose content is a conversation. */
    private static final String POST = """
            POST / HTTP/1.1\r
            Host: mx.example.org:25\r
            Content-Length: 99\r
            \r
            EHLO a\r
            MAIL FROM:<evil@example.org>\r
            RCPT TO:<b@example.org>\r
            DATA\r
            \r
            .\r
            QUIT\r
            """;

    private static final String SENT_AWAY =
            "521 5.5.1 mail.example.org This is SMTP and not HTTP, closing connection\r\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1", "2", "7", "100000"})
    void aWebPageSendsNoMailHoweverItsRequestIsCut(int piece) throws Exception {
        for (String method : List.of("POST", "NOOP", "HELP", "VRFY")) {
            try (TestServer server = new TestServer(directory).start();
                    Peer peer = server.greeted()) {
                sendInPieces(peer, method + POST.substring("POST".length()), piece);

                assertThat(peer.rest().replace("(reset)", ""))
                        .endsWith(SENT_AWAY)
                        .doesNotContain("354");
                await().until(() -> !server.events.all().isEmpty());
                assertThat(server.events.all()).containsExactly("foreign protocol HTTP");
                assertThat(server.receiver.messages()).isEmpty();
            }
        }
    }

    @Test
    void soItIsInsideOfTls() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .implicitTls()
                        .offering(TestOffers.bound("*=mx", directory))
                        .start();
                Peer peer = server.connect()) {
            peer.handshake("mx.example.net");
            peer.reply();

            peer.send(POST);

            assertThat(peer.rest()).isEqualTo(SENT_AWAY);
            await().until(() -> server.events.all().contains("foreign protocol HTTP"));
        }
    }

    /** None of these has a line end: without a look at the octets they would stay until the timeout. */
    @ParameterizedTest
    @CsvSource({
        "RDP, 3 0 0 19 14 224 0 0 0 0 0 1 0 8 0 3 0 0 0",
        "LDAP, 48 12 2 1 1 96 7 2 1 3 4 0 128 0",
        "IIOP, 71 73 79 80 1 2 0 0 0 0 0 16",
        "a binary protocol, 108 0 11 0 0 0 0 0 0 0 0 0",
        "a binary protocol, 0 0 0 26 0 18 0 3 0 0 0 1"
    })
    void aBinaryProtocolIsEndedWithoutAWord(String name, String octets) throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            byte[] sent = new byte[octets.split(" ", -1).length];
            int[] values = Arrays.stream(octets.split(" ", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            for (int i = 0; i < sent.length; i++) {
                sent[i] = (byte) values[i];
            }
            peer.send(sent);

            assertThat(peer.rest()).isEmpty();
            await().until(() -> !server.events.all().isEmpty());
            assertThat(server.events.all()).containsExactly("foreign protocol " + name);
        }
    }

    private static void sendInPieces(Peer peer, String text, int piece) throws Exception {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from < octets.length; from += piece) {
            try {
                peer.send(Arrays.copyOfRange(octets, from, Math.min(octets.length, from + piece)));
            } catch (IOException e) {
                return; // Already closed.
            }
        }
    }
}
