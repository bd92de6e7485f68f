package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol, versions 1 and 2, as https://www.haproxy.org/download/2.8/doc/proxy-protocol.txt has it. */
class ProxyProtocolTest {
    private static final String VERSION_1 = "PROXY TCP4 203.0.113.9 192.0.2.25 50000 25\r\n";
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final byte PROXY = 0x21;
    private static final byte LOCAL = 0x20;
    private static final byte TCP_OVER_IPV4 = 0x11;
    private static final byte[] ADDRESSES = {
        (byte) 203, 0, 113, 9, (byte) 192, 0, 2, 25, (byte) (50_000 >> 8), (byte) 50_000, 0, 25
    };

    @TempDir
    private Path directory;

    @Test
    void thePeerAndTheDestinationThatTheProxyReportsCountEverywhere() throws Exception {
        try (TestServer server = behindProxy().start();
                Peer peer = server.connect()) {
            peer.send(VERSION_1);
            greet(peer);
            peer.deliver("x\r\n");

            ReceivedMessage message = server.receiver.onlyMessage();
            assertThat(message.session().connection().peer()).hasToString("/203.0.113.9:50000");
            assertThat(message.session().connection().local()).hasToString("192.0.2.25:25");
            assertThat(message.session()
                            .connection()
                            .proxy()
                            .orElseThrow()
                            .address()
                            .getAddress())
                    .isEqualTo(Ip.of("127.0.0.1"));
            assertThat(message.traceFields()).contains("([203.0.113.9])");
        }
    }

    @Test
    void theHeaderMayComeOctetByOctetAndWithCommandsBehindIt() throws Exception {
        try (TestServer server = behindProxy().start();
                Peer slow = server.connect();
                Peer hasty = server.connect()) {
            for (byte octet : VERSION_1.getBytes(StandardCharsets.US_ASCII)) {
                slow.send(new byte[] {octet});
            }
            greet(slow);

            hasty.send(VERSION_1 + "EHLO client.example.org\r\nNOOP\r\n");
            assertThat(hasty.reply()).startsWith("220");
            assertThat(hasty.reply()).startsWith("250");
            assertThat(hasty.reply()).startsWith("250 2.0.0");
        }
    }

    @Test
    void versionTwoIsReadAndIpVersionSixIs() throws Exception {
        try (TestServer server = behindProxy().start();
                Peer two = server.connect();
                Peer six = server.connect()) {
            two.send(versionTwo(PROXY, TCP_OVER_IPV4, ADDRESSES));
            greet(two);
            two.deliver("x\r\n");
            assertThat(server.receiver.onlyMessage().session().connection().peerIp())
                    .isEqualTo("203.0.113.9");

            six.send("PROXY TCP6 2001:db8::9 ::ffff:192.0.2.25 1 25\r\n");
            greet(six);
            six.deliver("x\r\n");
            assertThat(server.receiver.messages().get(1).session().connection())
                    .satisfies(facts -> assertThat(facts.peerIp()).isEqualTo("2001:db8::9"))
                    .satisfies(facts -> assertThat(facts.local()).hasToString("192.0.2.25:25"));
        }
    }

    @Test
    void tlsThatTheProxyHasTakenOffIsTls() throws Exception {
        byte[] version = value(0x21, "TLSv1.3");
        byte[] cipher = value(0x23, "TLS_AES_128_GCM_SHA256");
        byte[] name = value(0x22, "client.example.org");
        byte[] ssl = value(0x20, joined(new byte[] {0x07, 0, 0, 0, 0}, version, cipher, name));
        byte[] authority = value(0x02, "mx.example.org");
        try (TestServer server = behindProxy()
                        .offering(TestOffers.bound("*=mx", directory))
                        .start();
                Peer peer = server.connect()) {
            peer.send(versionTwo(PROXY, TCP_OVER_IPV4, joined(ADDRESSES, authority, ssl)));
            peer.reply();
            assertThat(peer.ask("EHLO client.example.org"))
                    .doesNotContain("STARTTLS")
                    .contains("REQUIRETLS");
            assertThat(peer.ask("STARTTLS")).startsWith("503");
            peer.deliver("x\r\n");

            ReceivedMessage message = server.receiver.onlyMessage();
            assertThat(message.session().client().protocol()).isEqualTo("ESMTPS");
            assertThat(message.session().tls().orElseThrow())
                    .satisfies(tls -> assertThat(tls.version()).isEqualTo("TLSv1.3"))
                    .satisfies(tls -> assertThat(tls.cipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256"))
                    .satisfies(tls -> assertThat(tls.serverName()).contains("mx.example.org"));
            assertThat(message.session().connection().proxy().orElseThrow().clientName())
                    .contains("client.example.org");
        }
    }

    @Test
    void whereTlsIsRequiredThatOfTheProxyIsEnough() throws Exception {
        byte[] ssl = value(0x20, joined(new byte[] {0x01, 0, 0, 0, 1}, value(0x21, "TLSv1.3")));
        try (TestServer server = behindProxy()
                        .offering(TestOffers.required("*=gone", directory))
                        .start();
                Peer peer = server.connect()) {
            peer.send(versionTwo(PROXY, TCP_OVER_IPV4, joined(ADDRESSES, ssl)));
            greet(peer);

            assertThat(peer.deliver("x\r\n")).startsWith("250");
        }
    }

    @Test
    void whatTheProxyHasNotVerifiedNamesNobody() throws Exception {
        byte[] ssl = value(0x20, joined(new byte[] {0x07, 0, 0, 0, 1}, value(0x22, "client.example.org")));
        try (TestServer server = behindProxy().start();
                Peer peer = server.connect()) {
            peer.send(versionTwo(PROXY, TCP_OVER_IPV4, joined(ADDRESSES, ssl)));
            greet(peer);
            peer.deliver("x\r\n");

            assertThat(server.receiver
                            .onlyMessage()
                            .session()
                            .connection()
                            .proxy()
                            .orElseThrow()
                            .clientName())
                    .isEmpty();
        }
    }

    /** Such as for a health check. */
    @Test
    void aProxyMaySpeakForItself() throws Exception {
        try (TestServer server = behindProxy().start();
                Peer one = server.connect();
                Peer two = server.connect()) {
            one.send("PROXY UNKNOWN\r\n");
            greet(one);
            one.deliver("x\r\n");
            two.send(versionTwo(LOCAL, (byte) 0, new byte[0]));
            greet(two);
            two.deliver("x\r\n");

            assertThat(server.receiver.messages())
                    .hasSize(2)
                    .allSatisfy(message ->
                            assertThat(message.session().connection().proxy()).isEmpty())
                    .allSatisfy(message ->
                            assertThat(message.session().connection().peerIp()).isEqualTo("127.0.0.1"));
        }
    }

    @Test
    void theVerdictOnStartTlsIsThatOfTheDestination() throws Exception {
        try (TestServer server = behindProxy()
                        .offering(TestOffers.bound("192.0.2.25:25=mx", directory))
                        .start();
                Peer bound = server.connect();
                Peer other = server.connect()) {
            bound.send(VERSION_1);
            bound.reply();
            assertThat(bound.ask("EHLO client.example.org")).contains("STARTTLS");
            assertThat(bound.ask("STARTTLS")).startsWith("220");
            bound.handshake("mx.example.org");
            assertThat(bound.ask("NOOP")).startsWith("250");

            other.send("PROXY TCP4 203.0.113.9 192.0.2.26 50000 25\r\n");
            other.reply();
            assertThat(other.ask("EHLO client.example.org")).doesNotContain("STARTTLS");
        }
    }

    @Test
    void implicitTlsBeginsBehindTheHeader() throws Exception {
        try (TestServer server = behindProxy()
                        .implicitTls()
                        .offering(TestOffers.bound("*=mx", directory))
                        .start();
                Peer peer = server.connect()) {
            peer.send(VERSION_1);
            peer.handshake("mx.example.org");
            greet(peer);
        }
    }

    @Test
    void theLimitOfConnectionsIsThatOfThePeerAndNotOfTheProxy() throws Exception {
        try (TestServer server = behindProxy().connections(10, 1).start();
                Peer first = server.connect();
                Peer other = server.connect();
                Peer again = server.connect()) {
            first.send(VERSION_1);
            greet(first);
            other.send(VERSION_1.replace("203.0.113.9", "203.0.113.10"));
            greet(other);
            again.send(VERSION_1);
            assertThat(again.rest()).startsWith("421 4.7.0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO client.example.org\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.25 50000\r\n",
                "PROXY TCP4 203.0.113.999 192.0.2.25 50000 25\r\n",
                "PROXY UDP4 203.0.113.9 192.0.2.25 50000 25\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.25 50000 99999\r\n",
                "\r\n\r\n\0\r\nQUIT\n1\21\0\0",
                "\r\nPROXY UNKNOWN\r\n",
                "\r\n\r\n\0\r\nQUIT\n!\21\0\20abcdefghijkl\4\2\0x"
            })
    void aProxyWithoutAGoodHeaderIsCutOffWithoutAWord(String instead) throws Exception {
        try (TestServer server = behindProxy().start();
                Peer peer = server.connect()) {
            peer.send(instead + "EHLO client.example.org\r\n".repeat(20));

            assertThat(peer.rest()).isIn("", "(reset)");
            await().untilAsserted(() -> assertThat(server.events.all()).containsExactly("PROXY header missing"));
        }
    }

    @Test
    void aHeaderThatDoesNotComeIsNotWaitedForLong() throws Exception {
        try (TestServer server =
                        behindProxy().handshakeTimeout(Duration.ofMillis(300)).start();
                Peer peer = server.connect()) {
            peer.send("PROXY TCP4");

            assertThat(peer.rest()).isEmpty();
            await().untilAsserted(() -> assertThat(server.events.all()).containsExactly("PROXY header missing"));
        }
    }

    @Test
    void whoIsNotTrustedIsCutOffInsteadOfBelieved() throws Exception {
        try (TestServer server = new TestServer(directory).proxies("127.0.0.2").start();
                Peer one = server.connect();
                Peer two = server.connect()) {
            one.send(VERSION_1 + "EHLO client.example.org\r\n");
            two.send(joined(
                    versionTwo(PROXY, TCP_OVER_IPV4, ADDRESSES),
                    "EHLO client.example.org\r\n".getBytes(StandardCharsets.US_ASCII)));

            assertThat(one.rest())
                    .contains("521 5.7.1 mail.example.org PROXY protocol")
                    .doesNotContain("250");
            assertThat(two.rest())
                    .contains("521 5.7.1 mail.example.org PROXY protocol")
                    .doesNotContain("250");
            assertThat(server.events.all()).containsExactly("closed PROXY_NOT_TRUSTED", "closed PROXY_NOT_TRUSTED");
        }
    }

    private TestServer behindProxy() {
        return new TestServer(directory).proxies("127.0.0.1");
    }

    private static void greet(Peer peer) throws Exception {
        assertThat(peer.reply()).startsWith("220");
        assertThat(peer.ask("EHLO client.example.org")).startsWith("250");
    }

    private static byte[] versionTwo(byte command, byte family, byte[] rest) {
        ByteBuffer length = ByteBuffer.allocate(Short.BYTES).putShort((short) rest.length);
        return joined(SIGNATURE, new byte[] {command, family}, length.array(), rest);
    }

    private static byte[] value(int type, String text) {
        return value(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] value(int type, byte[] content) {
        ByteBuffer head = ByteBuffer.allocate(1 + Short.BYTES).put((byte) type).putShort((short) content.length);
        return joined(head.array(), content);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
