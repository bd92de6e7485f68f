package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerCertificateTest {
    /** A handshake record with a ClientHello of TLS 1.1 that knows ECDHE and RSA with AES, as clients of 2010 sent it. */
    private static final byte[] CLIENT_HELLO_OF_TLS_1_1 = HexFormat.of()
            .parseHex("160301002f" + "0100002b" + "0302" + "ab".repeat(32) + "00" + "0004c013002f" + "0100");

    private static final byte[] ALERT_FATAL_PROTOCOL_VERSION = {2, 70};

    static Stream<Arguments> keysAndProtocols() {
        return Stream.of(TestCertificates.RSA, TestCertificates.EC, TestCertificates.ED25519)
                .flatMap(keys -> Stream.of("TLSv1.2", "TLSv1.3").map(protocol -> Arguments.of(keys, protocol)));
    }

    @ParameterizedTest
    @MethodSource("keysAndProtocols")
    void servesEveryKindOfKeyInTls12AndTls13(KeyPair keys, String protocol) throws Exception {
        ServerCertificate certificate = certificate(keys);

        SSLSession session = new TlsHandshake().with(certificate.newEngine(), protocol);

        assertThat(session.getProtocol()).isEqualTo(protocol);
        assertThat(session.getPeerCertificates())
                .containsExactly(certificate.chain().toArray(X509Certificate[]::new));
    }

    @Test
    void enablesNothingOlderThanTls12() {
        assertThat(certificate(TestCertificates.RSA).newEngine().getEnabledProtocols())
                // A form of ClientHello (RFC 5246 appendix E.2), which Netty lists with BoringSSL whatever is enabled.
                .filteredOn(protocol -> !protocol.equals("SSLv2Hello"))
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    }

    @Test
    void refusesAClientHelloOfTls11() throws Exception {
        SSLEngine engine = certificate(TestCertificates.RSA).newEngine();
        ByteBuffer alert = ByteBuffer.allocate(64 * 1024);

        if (EitherTls.PROVIDER == TlsPolicy.Provider.JDK) {
            assertThatThrownBy(() -> receive(engine, CLIENT_HELLO_OF_TLS_1_1))
                    .isInstanceOf(SSLHandshakeException.class);
        } else {
            engine.unwrap(ByteBuffer.wrap(CLIENT_HELLO_OF_TLS_1_1), ByteBuffer.allocate(64 * 1024));
        }
        engine.wrap(ByteBuffer.allocate(0), alert);

        assertThat(alert.array()).startsWith(21);
        assertThat(List.of(alert.get(alert.position() - 2), alert.get(alert.position() - 1)))
                .containsExactly(ALERT_FATAL_PROTOCOL_VERSION[0], ALERT_FATAL_PROTOCOL_VERSION[1]);
    }

    @Test
    void refusesAKeyExchangeWithoutForwardSecrecy() throws Exception {
        SSLEngine client = new TlsHandshake().client("TLSv1.2");
        client.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_GCM_SHA256"});
        SSLEngine server = certificate(TestCertificates.RSA).newEngine();

        assertThatThrownBy(() -> TlsHandshake.between(client, server)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void refusesAClientThatCannotVerifyItsKindOfKey() throws Exception {
        SSLEngine client = new TlsHandshake().client("TLSv1.2");
        client.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        SSLEngine server = certificate(TestCertificates.EC).newEngine();

        assertThatThrownBy(() -> TlsHandshake.between(client, server)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void asksForNoClientCertificate() {
        SSLEngine engine = certificate(TestCertificates.RSA).newEngine();

        assertThat(engine.getUseClientMode()).isFalse();
        assertThat(engine.getWantClientAuth()).isFalse();
        assertThat(engine.getNeedClientAuth()).isFalse();
    }

    @Test
    void letsAClientResumeItsSession() throws Exception {
        ServerCertificate certificate = certificate(TestCertificates.RSA);
        TlsHandshake client = new TlsHandshake();

        client.with(certificate.newEngine(), "TLSv1.2");
        client.with(certificate.newEngine(), "TLSv1.2");

        assertThat(client.certificatesSeen()).isEqualTo(1);
    }

    @Test
    void tellsItsFacts() {
        Instant notBefore = Instant.parse("2026-01-01T00:00:00Z");
        Instant notAfter = Instant.parse("2026-12-31T23:59:59Z");
        X509Certificate x509 =
                TestCertificates.certificate(TestCertificates.RSA, "mx.example.org", notBefore, notAfter);
        ServerCertificate certificate = certificate(TestCertificates.RSA, x509);

        assertThat(certificate.alias()).isEqualTo("mx");
        assertThat(certificate.subject()).isEqualTo("CN=mx.example.org");
        assertThat(certificate.notBefore()).isEqualTo(notBefore);
        assertThat(certificate.notAfter()).isEqualTo(notAfter);
        assertThat(certificate.chain()).containsExactly(x509);
        assertThat(certificate).hasToString("mx (CN=mx.example.org)");
    }

    private static ServerCertificate certificate(KeyPair keys) {
        return certificate(keys, TestCertificates.certificate(keys, "mx.example.org"));
    }

    private static ServerCertificate certificate(KeyPair keys, X509Certificate x509) {
        try {
            return new CertificateProof("mx", keys.getPrivate(), List.of(x509), TestPolicy.engines(), Optional.empty())
                    .outcome()
                    .certificate()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void receive(SSLEngine engine, byte[] octets) throws SSLException {
        engine.unwrap(ByteBuffer.wrap(octets), ByteBuffer.allocate(64 * 1024));
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        }
        engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(64 * 1024));
    }
}
