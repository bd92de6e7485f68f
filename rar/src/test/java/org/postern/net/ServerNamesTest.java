package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsOffers;

/** Whatever a client calls the server in its first message, it gets TLS (RFC 6066 section 3). */
class ServerNamesTest {
    private static final List<String> NAMES = List.of(
            "rsa.example.org",
            "RSA.Example.ORG",
            "rsa.example.org.",
            "mail_server",
            "mail_server.rsa.example.org",
            "*.example.org",
            "192.0.2.1",
            "2001:db8::1",
            "[2001:db8::1]",
            ".",
            "a..b",
            ".example.org",
            " ",
            "two words",
            "example.org:25",
            "-a.example.org",
            "a".repeat(63) + ".example.org",
            "a".repeat(64) + ".example.org",
            "ab.".repeat(85),
            "a".repeat(255),
            "ab.".repeat(100) + "c",
            "m\u00fcller.example.org",
            "\u00ff\u00fe",
            "\u0000",
            "x\r\ny",
            "xn--a.example.org",
            "xn--\u00ff");

    @TempDir
    private Path directory;

    static Stream<Arguments> ways() {
        return Stream.of("TLSv1.2", "TLSv1.3").flatMap(version -> Stream.of(true, false)
                .flatMap(implicit -> Stream.of("*=mx", "*=rsa", "*=mx|rsa", "*=rsa|mx")
                        .map(bindings -> arguments(version, implicit, bindings))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientIsServedByWhateverNameItAsksFor(String version, boolean implicit, String bindings) throws Exception {
        TestServer prepared = new TestServer(directory).offering(TestOffers.bound(bindings, directory));
        try (TestServer server = (implicit ? prepared.implicitTls() : prepared).start()) {
            for (String name : NAMES) {
                SSLSession session = session(server, implicit, new TestClient().version(version), name);

                assertThat(session.getProtocol()).as(name).isEqualTo(version);
                assertThat(session.getPeerPrincipal()).as(name).hasToString("CN=" + expected(bindings));
            }
        }
    }

    /** Where there are several certificates the name decides. Both are for the loopback address, and that is what they are for. */
    private static String expected(String bindings) {
        return bindings.startsWith("*=rsa") ? "rsa.example.org" : "mx.example.org";
    }

    /** A version that no suite is for is not chosen for anybody. */
    @ParameterizedTest
    @CsvSource({
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, *=mx,     TLSv1.2",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, *=rsa|mx, TLSv1.2",
        "TLS_AES_128_GCM_SHA256,                                                        *=mx,     TLSv1.3",
        "TLS_AES_128_GCM_SHA256,                                                        *=rsa|mx, TLSv1.3"
    })
    void soItIsWithSuitesOfOneVersionAlone(String suites, String bindings, String version) throws Exception {
        TlsOffers offers = TestOffers.withSuites(suites.replace(' ', ','), bindings, directory);
        try (TestServer server = new TestServer(directory).offering(offers).start()) {
            for (String name : List.of("mx.example.org", "mail_server")) {
                assertThat(session(server, false, new TestClient(), name).getProtocol())
                        .as(name)
                        .isEqualTo(version);
            }
        }
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                        TestCertificates.RSA,
                        TestCertificates.keyPair("RSA", 3072),
                        TestCertificates.keyPair("RSASSA-PSS", 2048),
                        TestCertificates.boundKeyPair("SHA-256", "SHA-256", 32),
                        TestCertificates.boundKeyPair("SHA-384", "SHA-384", 48),
                        TestCertificates.boundKeyPair("SHA-512", "SHA-512", 64),
                        TestCertificates.EC,
                        TestCertificates.keyPair("EC", 384),
                        TestCertificates.keyPair("EC", 521),
                        TestCertificates.ED25519,
                        TestCertificates.keyPair("Ed448", 448))
                .flatMap(pair -> Stream.of("TLSv1.2", "TLSv1.3").map(version -> arguments(version, pair)));
    }

    /** Whatever the key is, if a client that asks for a host is served with it. */
    @ParameterizedTest
    @MethodSource("keys")
    void soItIsWithEveryKindOfKey(String version, KeyPair pair) throws Exception {
        try (TestServer server = new TestServer(directory)
                .offering(TestOffers.chain(directory, pair, TestCertificates.certificate(pair, "mx.example.org")))
                .start()) {
            for (String name : List.of("mx.example.org", "mail_server", "mx.example.org.", "2001:db8::1")) {
                assertThat(session(server, false, new TestClient().version(version), name)
                                .getPeerPrincipal())
                        .as(name)
                        .hasToString("CN=mx.example.org");
            }
        }
    }

    /** What serves such clients is loaded for the first of them: after that none needs a thread of the container. */
    @ParameterizedTest
    @CsvSource({"*=mx", "*=mx|rsa"})
    void aContainerWithoutThreadsServesThemAllTheSame(String bindings) throws Exception {
        try (TestServer server = new TestServer(directory)
                .offering(TestOffers.bound(bindings, directory))
                .start()) {
            session(server, false, new TestClient(), "mail_server");
            session(server, false, new TestClient(), "\u0000");
            server.refuseBlockingTasks();

            for (String name : NAMES) {
                try (Peer peer = server.greeted()) {
                    assertThat(peer.ask("STARTTLS")).startsWith("220");
                    peer.handshake(new TestClient().askingFor(name.getBytes(StandardCharsets.ISO_8859_1)));
                    assertThat(peer.ask("NOOP")).as(name).startsWith("250");
                }
            }
        }
    }

    private static SSLSession session(TestServer server, boolean implicit, TestClient client, String name)
            throws Exception {
        TestClient asking = client.askingFor(name.getBytes(StandardCharsets.ISO_8859_1));
        try (Peer peer = implicit ? server.connect() : server.greeted()) {
            if (!implicit) {
                assertThat(peer.ask("STARTTLS")).as(name).startsWith("220");
            }
            SSLSession session = peer.handshake(asking);
            if (implicit) {
                assertThat(peer.reply()).as(name).startsWith("220");
            }
            peer.ask("EHLO client.example.org");
            assertThat(peer.deliver("x\r\n")).as(name).startsWith("250");
            assertThat(peer.ask("QUIT")).as(name).startsWith("221");
            return session;
        }
    }
}
