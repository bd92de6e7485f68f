package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsOffers;

/** What this JVM really says when a handshake fails, over sockets. */
class HandshakeFailureTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    void anOutdatedClientHasNoCommonProtocol(int version) throws Exception {
        assertThat(afterSending(new RawHello().version(version).record())).isEqualTo("NO_COMMON_PROTOCOL");
    }

    @Test
    void aClientWithOtherCipherSuitesHasNoCommonCipher() throws Exception {
        assertThat(afterSending(new RawHello().suites(0x002f, 0x0005).record())).isEqualTo("NO_COMMON_CIPHER");
        assertThat(afterHandshake(new TestClient().cipherSuite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")))
                .isEqualTo("NO_COMMON_CIPHER");
    }

    @Test
    void aClientThatCannotVerifyTheKeyHasNoCommonCipher() throws Exception {
        assertThat(afterSending(new RawHello().schemes(0x0601).record())).isEqualTo("NO_COMMON_CIPHER");
        assertThat(afterSending(new RawHello().groups(0x0001).record())).isEqualTo("NO_COMMON_CIPHER");
    }

    /** Where no client is asked for a certificate, nothing can be wrong with one. */
    @ParameterizedTest
    @CsvSource({
        "EC,      384, TLSv1.3, 'it cannot verify a signature of EC P-384, and verifies ecdsa_secp256r1_sha256, rsa_pss_rsae_sha256'",
        "EC,      521, TLSv1.3, 'it cannot verify a signature of EC P-521, and verifies ecdsa_secp256r1_sha256, rsa_pss_rsae_sha256'",
        "EC,      384, TLSv1.2, 'it does not know the curve of the certificate, EC P-384, and knows P-256'",
        "Ed25519, 255, TLSv1.3, 'it cannot verify a signature of Ed25519, and verifies ecdsa_secp256r1_sha256, rsa_pss_rsae_sha256'",
        "Ed448,   448, TLSv1.3, 'it cannot verify a signature of Ed448, and verifies ecdsa_secp256r1_sha256, rsa_pss_rsae_sha256'",
        "RSA,    2048, TLSv1.2, 'it has no cipher suite of this address for TLS 1.2 with an RSA certificate, and offers TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'"
    })
    void whatTheTwoHaveNotInCommonIsSaid(String algorithm, int size, String version, String expected) throws Exception {
        KeyPair pair = TestCertificates.keyPair(algorithm, size);
        byte[] hello = (version.equals("TLSv1.3") ? new RawHello().tls13WithoutKey() : new RawHello())
                .schemes(0x0403, 0x0804)
                .record();
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.chain(directory, pair, TestCertificates.certificate(pair, "mx")))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(hello);
            if (version.equals("TLSv1.3")) {
                ECPublicKey key = (ECPublicKey) TestCertificates.EC.getPublic();
                peer.send(new RawHello()
                        .tls13WithoutKey()
                        .schemes(0x0403, 0x0804)
                        .key(key)
                        .record());
            }

            await().until(() -> !server.events.all().isEmpty());
            assertThat(server.events.all()).containsExactly("handshake failed NO_COMMON_CIPHER");
            assertThat(server.events.handshakeCauses())
                    .singleElement()
                    .hasToString("javax.net.ssl.SSLException: " + expected);
        }
    }

    /** Alerts that this JVM sends to nobody, from a client that does: in plaintext, in the place of its key exchange. */
    @ParameterizedTest
    @CsvSource({
        "40, NO_COMMON_CIPHER",
        "42, CERTIFICATE_REFUSED",
        "43, CERTIFICATE_REFUSED",
        "44, CERTIFICATE_REFUSED",
        "45, CERTIFICATE_REFUSED",
        "46, CERTIFICATE_REFUSED",
        "47, OTHER",
        "48, CERTIFICATE_REFUSED",
        "49, CERTIFICATE_REFUSED",
        "70, NO_COMMON_PROTOCOL",
        "71, NO_COMMON_CIPHER",
        "80, OTHER"
    })
    void anAlertTellsWhatTheClientThinks(int alert, HandshakeFailure expected) throws Exception {
        byte[] hello = new RawHello().record();
        assertThat(afterSending(hello, new byte[] {21, 3, 3, 0, 2, 2, (byte) alert}))
                .isEqualTo(expected.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUIT\r\n",
                "EHLO client.example.org\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "\u0000\u0000\u0000\u0000\u0000\u0000"
            })
    void whateverIsNoRecordIsNotTls(String text) throws Exception {
        assertThat(afterSending(text.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("NOT_TLS");
    }

    @Test
    void aClientThatDoesNotGoOnIsTooLate() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.bound("*=mx", directory))
                        .handshakeTimeout(Duration.ofMillis(300))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(new RawHello().record());

            assertThat(failure(server)).isEqualTo("TIMEOUT");
            peer.rest();
        }
    }

    @Test
    void aClientThatGoesAwayAfterItHasSeenTheCertificateHasClosedTheConnection() throws Exception {
        try (TestServer server = serving(TestOffers.bound("*=mx", directory));
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.send(new RawHello().record());
            peer.expectSomething();
            peer.reset();
            assertThat(failure(server)).isEqualTo("CONNECTION_CLOSED");
        }
    }

    /** Whether it was one or several certificates that it did not wait for. */
    @ParameterizedTest
    @CsvSource({"*=mx, 0", "*=mx, 1", "*=mx, 5", "*=mx, 60", "*=mx|rsa, 0", "*=mx|rsa, 1", "*=mx|rsa, 60"})
    void aClientThatGoesAwayBeforeItWasAnsweredHasNotBegun(String bindings, int octets) throws Exception {
        for (boolean reset : new boolean[] {true, false}) {
            try (TestServer server = serving(TestOffers.bound(bindings, directory));
                    Peer peer = server.greeted()) {
                peer.ask("STARTTLS");
                peer.send(Arrays.copyOf(new RawHello().record(), octets));
                if (reset) {
                    peer.reset();
                } else {
                    peer.hangUp();
                }
                assertThat(failure(server)).isEqualTo("NOT_BEGUN");
            }
        }
    }

    @Test
    void whatNobodyHasWordsForIsOther() {
        assertThat(HandshakeFailure.of(new SSLException((String) null))).isEqualTo(HandshakeFailure.OTHER);
        assertThat(HandshakeFailure.of(new IllegalStateException("x"))).isEqualTo(HandshakeFailure.OTHER);
        assertThat(HandshakeFailure.of(new IOException("Connection reset")))
                .isEqualTo(HandshakeFailure.CONNECTION_CLOSED);
    }

    private String afterHandshake(TestClient client) throws Exception {
        return failure(TestOffers.bound("*=mx", directory), client);
    }

    private String failure(TlsOffers offers, TestClient client) throws Exception {
        try (TestServer server = serving(offers);
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            assertThat(peer.rejected(client)).isTrue();
            return failure(server);
        }
    }

    private String afterSending(byte[]... pieces) throws Exception {
        try (TestServer server = serving(TestOffers.bound("*=mx", directory));
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            for (byte[] piece : pieces) {
                peer.send(piece);
            }
            String failure = failure(server);
            assertThat(peer.rest()).doesNotContain("250 2.", "421 4.", "221 2.");
            return failure;
        }
    }

    /** The one failure that was told, and nothing else. */
    private static String failure(TestServer server) {
        await().until(() -> !server.events.all().isEmpty());
        List<String> all = server.events.all();
        assertThat(all)
                .as("%s", server.events.handshakeCauses())
                .singleElement()
                .asString()
                .startsWith("handshake failed ");
        return all.get(0).substring("handshake failed ".length());
    }

    private TestServer serving(TlsOffers offers) throws IOException {
        return new TestServer(directory).offering(offers).start();
    }
}
