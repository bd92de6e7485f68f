package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsOffers;
import org.postern.tls.TlsPolicy.ClientCertificates;

/** Whoever's TLS serves a client, its failure is called the same: that of the JDK refuses the second name. */
class FailuresOfEitherTlsTest {
    private static final X509Certificate TRUSTED =
            TestCertificates.certificate(TestCertificates.OTHER_EC, "client.example.org");
    private static final X509Certificate UNKNOWN =
            TestCertificates.certificate(TestCertificates.OTHER_RSA, "stranger.example.org");

    @TempDir
    private Path directory;

    static Stream<Arguments> ways() {
        return Stream.of("TLSv1.2", "TLSv1.3")
                .flatMap(version -> Stream.of("mx", "mx_1.").map(name -> arguments(version, name)));
    }

    /** Whether it was asked for one of its own, or not. */
    @ParameterizedTest
    @MethodSource("ways")
    void aClientThatRefusesTheCertificateSaysSo(String version, String name) throws Exception {
        for (TlsOffers offers : everyWanting()) {
            assertThat(failure(offers, client(version, name).suspicious()))
                    .isEqualTo("CERTIFICATE_REFUSED: Received fatal alert: certificate_unknown");
            assertThat(failure(offers, client(version, name).suspicious().showing(TestCertificates.OTHER_EC, TRUSTED)))
                    .isEqualTo("CERTIFICATE_REFUSED: Received fatal alert: certificate_unknown");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientWithoutACertificateWhereOneIsNeededIsMissingIt(String version, String name) throws Exception {
        assertThat(failure(asking(ClientCertificates.NEED), client(version, name)))
                .startsWith("CLIENT_CERTIFICATE_MISSING: ");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientWithACertificateOfNobodyWeKnowIsRefused(String version, String name) throws Exception {
        TestClient stranger = client(version, name).showing(TestCertificates.OTHER_RSA, UNKNOWN);

        assertThat(failure(asking(ClientCertificates.NEED), stranger))
                .startsWith("CLIENT_CERTIFICATE_REFUSED: PKIX path building failed");
    }

    /** A certificate that is only wanted has to be the client's own, too. */
    @ParameterizedTest
    @MethodSource("ways")
    void aClientWithTheCertificateOfSomebodyElseIsRefused(String version, String name) throws Exception {
        for (ClientCertificates wanted : List.of(ClientCertificates.NEED, ClientCertificates.WANT)) {
            TestClient thief = client(version, name).showing(TestCertificates.EC, TRUSTED);

            assertThat(failure(asking(wanted), thief))
                    .isEqualTo("CLIENT_CERTIFICATE_REFUSED: Invalid CertificateVerify signature");
        }
    }

    @ParameterizedTest
    @CsvSource({"mx", "mx_1."})
    void aClientWithoutACommonSuiteHasNoCommonCipher(String name) throws Exception {
        for (TlsOffers offers : everyWanting()) {
            assertThat(failure(offers, client("TLSv1.2", name).cipherSuite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")))
                    .startsWith("NO_COMMON_CIPHER: it has no cipher suite of this address");
        }
    }

    @ParameterizedTest
    @CsvSource({"mx", "mx_1."})
    void anOutdatedClientHasNoCommonProtocol(String name) throws Exception {
        for (TlsOffers offers : everyWanting()) {
            assertThat(afterSending(
                            offers,
                            new RawHello().version(0x0302).askingFor(name).record()))
                    .startsWith("NO_COMMON_PROTOCOL: it speaks TLS 1.1");
        }
    }

    /** What some clients say in plaintext though the server encrypts already, such as those with OpenSSL in TLS 1.3. */
    @ParameterizedTest
    @MethodSource("ways")
    void anAlertInPlaintextTellsWhatTheClientThinks(String version, String name) throws Exception {
        for (TlsOffers offers : everyWanting()) {
            assertThat(afterAnswer(offers, client(version, name), alert(2, 48)))
                    .isEqualTo("CERTIFICATE_REFUSED: Received fatal alert: unknown_ca");
            assertThat(afterAnswer(offers, client(version, name), alert(2, 40)))
                    .isEqualTo("NO_COMMON_CIPHER: Received fatal alert: handshake_failure");
            assertThat(afterAnswer(offers, client(version, name), alert(2, 47)))
                    .isEqualTo("OTHER: Received fatal alert: illegal_parameter");
        }
    }

    /** Also with a certificate missing that it has not got round to showing. */
    @ParameterizedTest
    @MethodSource("ways")
    void aClientThatTakesItsLeaveHasClosedTheConnection(String version, String name) throws Exception {
        for (TlsOffers offers : everyWanting()) {
            assertThat(afterAnswer(offers, client(version, name), alert(1, 0)))
                    .isEqualTo("CONNECTION_CLOSED: Received close_notify during handshake");
            assertThat(afterAnswer(offers, client(version, name), alert(1, 90), alert(1, 0)))
                    .startsWith("CONNECTION_CLOSED: Received ");
            assertThat(afterAnswer(offers, client(version, name))).startsWith("CONNECTION_CLOSED: ");
        }
    }

    /** Nobody else sees what it says then: it has seen the first record of the answer. */
    @ParameterizedTest
    @CsvSource({"mx", "mx_1."})
    void soItHasWhenItSaysSoEncrypted(String name) throws Exception {
        for (TlsOffers offers : everyWanting()) {
            try (TestServer server = serving(offers);
                    Peer peer = server.greeted()) {
                peer.ask("STARTTLS");
                SSLEngine engine = client("TLSv1.3", name).engine();
                peer.send(hello(engine));
                engine.unwrap(ByteBuffer.wrap(record(peer)), ByteBuffer.allocate(0));
                engine.getDelegatedTask().run();
                engine.closeOutbound();
                while (!engine.isOutboundDone()) {
                    peer.send(wrapped(engine));
                }

                assertThat(failure(server)).startsWith("CONNECTION_CLOSED: Received ");
            }
        }
    }

    /** In one piece with the last message of the handshake. */
    @ParameterizedTest
    @CsvSource({"mx", "mx_1."})
    void whoTakesItsLeaveAtTheEndHasCompletedIt(String name) throws Exception {
        try (TestServer server = serving(everyWanting().get(1));
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            SSLEngine engine = client("TLSv1.3", name).engine();
            peer.send(hello(engine));
            ByteArrayOutputStream last = new ByteArrayOutputStream();
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> engine.getDelegatedTask().run();
                    case NEED_WRAP -> last.writeBytes(wrapped(engine));
                    default -> engine.unwrap(ByteBuffer.wrap(record(peer)), ByteBuffer.allocate(0));
                }
            }
            engine.closeOutbound();
            last.writeBytes(wrapped(engine));
            peer.send(last.toByteArray());

            await().until(() -> !server.events.all().isEmpty());
            assertThat(server.events.all().get(0)).isEqualTo("handshake completed TLSv1.3");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsNoRecordIsNotTls(String version, String name) throws Exception {
        assertThat(afterAnswer(
                        everyWanting().get(0), client(version, name), "QUIT\r\n".getBytes(StandardCharsets.US_ASCII)))
                .startsWith("NOT_TLS: ");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aMessageThatEndsTooEarlyIsOther(String version, String name) throws Exception {
        byte[] keyExchange = {22, 3, 3, 0, 5, 16, 0, 0, 1, 7};

        assertThat(afterAnswer(everyWanting().get(0), client(version, name), keyExchange))
                .startsWith("OTHER: ");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientThatDoesNotGoOnIsTooLate(String version, String name) throws Exception {
        try (TestServer server = new TestServer(directory)
                        .offering(everyWanting().get(0))
                        .handshakeTimeout(Duration.ofMillis(500))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(hello(client(version, name)));

            assertThat(failure(server)).startsWith("TIMEOUT: ");
        }
    }

    /** Version 1.3 has no such thing. */
    @ParameterizedTest
    @CsvSource({"mx", "mx_1."})
    void aClientThatShakesHandsAgainHasRenegotiated(String name) throws Exception {
        try (TestServer server = serving(everyWanting().get(0));
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.handshake(client("TLSv1.2", name));
            peer.ask("EHLO client.example.org");

            assertThatThrownBy(() -> {
                        ((SSLSocket) peer.socket()).startHandshake();
                        peer.ask("NOOP");
                    })
                    .isInstanceOf(IOException.class);
            await().until(() -> server.events.all().contains("handshake failed RENEGOTIATION"));
        }
    }

    private List<TlsOffers> everyWanting() {
        return List.of(
                TestOffers.bound("*=mx", directory), asking(ClientCertificates.WANT), asking(ClientCertificates.NEED));
    }

    private TlsOffers asking(ClientCertificates wanted) {
        return TestOffers.askingClients(wanted, directory, "*=mx", TRUSTED);
    }

    private static TestClient client(String version, String name) {
        return new TestClient().version(version).askingFor(name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] alert(int level, int description) {
        return new byte[] {21, 3, 3, 0, 2, (byte) level, (byte) description};
    }

    private static byte[] hello(TestClient client) throws Exception {
        return hello(client.engine());
    }

    private static byte[] hello(SSLEngine engine) throws IOException {
        engine.beginHandshake();
        return wrapped(engine);
    }

    private static byte[] wrapped(SSLEngine engine) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        byte[] octets = new byte[record.flip().remaining()];
        record.get(octets);
        return octets;
    }

    private static byte[] record(Peer peer) throws IOException {
        DataInputStream in = new DataInputStream(peer.socket().getInputStream());
        byte[] header = in.readNBytes(5);
        byte[] record = Arrays.copyOf(header, 5 + ByteBuffer.wrap(header).getShort(3));
        in.readFully(record, 5, record.length - 5);
        return record;
    }

    private String failure(TlsOffers offers, TestClient client) throws Exception {
        try (TestServer server = serving(offers);
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            assertThat(peer.rejected(client)).isTrue();
            return failure(server);
        }
    }

    private String afterSending(TlsOffers offers, byte[] hello) throws Exception {
        try (TestServer server = serving(offers);
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(hello);
            return failure(server);
        }
    }

    /** When the server has said what it has to say; without anything more, the client goes away. */
    private String afterAnswer(TlsOffers offers, TestClient client, byte[]... pieces) throws Exception {
        try (TestServer server = serving(offers);
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(hello(client));
            peer.expectSomething();
            for (byte[] piece : pieces) {
                peer.send(piece);
            }
            if (pieces.length == 0) {
                peer.reset();
            }
            return failure(server);
        }
    }

    /** The one failure that was told, with its cause, and nothing else. */
    private static String failure(TestServer server) {
        await().until(() -> !server.events.all().isEmpty());
        List<Throwable> causes = server.events.handshakeCauses();
        assertThat(server.events.all())
                .as("%s", causes)
                .singleElement()
                .asString()
                .startsWith("handshake failed ");
        return server.events.all().get(0).substring("handshake failed ".length()) + ": "
                + causes.get(0).getMessage();
    }

    private TestServer serving(TlsOffers offers) throws IOException {
        return new TestServer(directory).offering(offers).start();
    }
}
