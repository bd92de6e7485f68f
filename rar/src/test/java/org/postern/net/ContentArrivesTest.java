package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentArrivesTest {
    @TempDir
    private Path spool;

    static Stream<Arguments> contents() {
        String line998 = "x".repeat(998) + "\r\n";
        String eightBit = "ÄÖÜ\u0000\u0001\u007f\u0080\u00ff\r\n";
        return Stream.of(
                Arguments.of("no octets", ""),
                Arguments.of("one empty line", "\r\n"),
                Arguments.of("leading dots", ".\r\n..\r\n.a\r\na.b\r\n\r\n.\r\n"),
                Arguments.of("lines of 998 octets", line998.repeat(3)),
                Arguments.of("a line that ends where the memory does", "y".repeat(TestServer.THRESHOLD - 2) + "\r\n"),
                Arguments.of("8-bit", eightBit.repeat(100)),
                Arguments.of("10 MiB", randomLines(10 * 1024 * 1024)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void everyOctetArrivesAndNoOther(String name, String content) throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            assertThat(peer.deliver(dotStuffed(content))).startsWith("250 2.0.0 ");

            assertThat(server.receiver.lastContent()).isEqualTo(content.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(server.receiver.onlyMessage().content().size()).isEqualTo(content.length());
        }
    }

    @Test
    void theMessageKnowsHowItCame() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            String reply = peer.deliver("Subject: x\r\n");

            ReceivedMessage message = server.receiver.onlyMessage();
            assertThat(reply).contains(message.id());
            assertThat(message.id())
                    .startsWith(message.session().connection().id())
                    .matches("[A-Za-z0-9-]{1,40}");
            assertThat(message.session().client().protocol()).isEqualTo("ESMTP");
            assertThat(message.session().client().heloName()).isEqualTo("client.example.org");
            assertThat(message.session().tls()).isEmpty();
            assertThat(message.session().connection().local()).hasToString("127.0.0.1:" + server.port());
            assertThat(message.session().connection().peer().getPort())
                    .isEqualTo(peer.socket().getLocalPort());
            assertThat(message.traceFields()).contains("([127.0.0.1])", "by mail.example.org with ESMTP id ");
        }
    }

    @Test
    void messagesOfOneConnectionHaveDifferentIds() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            peer.deliver("one\r\n");
            peer.deliver("two\r\n");

            assertThat(server.receiver.messages())
                    .extracting(ReceivedMessage::id)
                    .doesNotHaveDuplicates();
        }
    }

    /** What the message before left in memory or file must not show in the next one. */
    @Test
    void aShortMessageAfterALongOneIsItself() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            peer.deliver(randomLines(100_000));
            peer.deliver("short\r\n");

            assertThat(server.receiver.lastContent()).asString().isEqualTo("short\r\n");
        }
    }

    /** Each octet in a packet of its own: no state may live in the boundaries. */
    @Test
    void octetByOctetIsTheSame() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            peer.beginData();
            for (char octet : "..a\r\nb\r\n.\r\n".toCharArray()) {
                peer.send(String.valueOf(octet));
            }

            assertThat(peer.reply()).startsWith("250");
            assertThat(server.receiver.lastContent()).asString().isEqualTo(".a\r\nb\r\n");
        }
    }

    private static String dotStuffed(String content) {
        return content.replaceAll("(?md)^\\.", "..");
    }

    private static String randomLines(int size) {
        Random random = new Random(size);
        byte[] octets = new byte[size];
        random.nextBytes(octets);
        for (int i = 0; i < size; i++) {
            if (octets[i] == '\r' || octets[i] == '\n') {
                octets[i] = ' ';
            }
            if (i % 77 == 76 || i == size - 1) {
                octets[i - 1] = '\r';
                octets[i] = '\n';
            }
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
