package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.stream.IntStream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.tls.CertificateBuilder;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsPolicy.ClientCertificates;

/** The last record of a handshake may be a large one: clients send their certificate, its proof and the end in one. */
@Timeout(60)
class LargeClientCertificateTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"TLSv1.3, 1", "TLSv1.3, 60", "TLSv1.3, 130", "TLSv1.3, 300", "TLSv1.2, 1", "TLSv1.2, 300"})
    void isTakenInOneRecord(String version, int names) throws Exception {
        KeyPair authority = TestCertificates.OTHER_EC;
        X509Certificate root =
                CertificateBuilder.of(authority, "Root").authority().build();
        X509Certificate own = CertificateBuilder.of(TestCertificates.EC, "client")
                .names(IntStream.range(0, names)
                        .mapToObj(i -> "host-number-" + i + ".client.example.org")
                        .toArray(String[]::new))
                .issuedBy(authority, "Root")
                .build();
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.askingClients(ClientCertificates.NEED, directory, "*=mx", root))
                        .start();
                Peer peer = server.greeted()) {
            assertThat(peer.ask("STARTTLS")).startsWith("220");
            SSLEngine engine = new TestClient()
                    .version(version)
                    .showing(TestCertificates.EC, own)
                    .engine();

            assertThat(new Talk(engine, peer).ask("EHLO client.example.org\r\n"))
                    .startsWith("250");
        }
    }

    /** By the engine itself: sockets of the JDK write a record for each message. */
    private static final class Talk {
        private final SSLEngine engine;
        private final InputStream in;
        private final OutputStream out;
        private final ByteBuffer records = ByteBuffer.allocate(100_000).limit(0);
        private final ByteBuffer plain = ByteBuffer.allocate(100_000);

        Talk(SSLEngine engine, Peer peer) throws IOException {
            this.engine = engine;
            this.in = peer.socket().getInputStream();
            this.out = peer.socket().getOutputStream();
        }

        String ask(String command) throws IOException {
            engine.beginHandshake();
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                turn();
            }
            write(StandardCharsets.US_ASCII.encode(command));
            while (plain.position() == 0) {
                turn();
            }
            return StandardCharsets.US_ASCII.decode(plain.flip()).toString();
        }

        private void turn() throws IOException {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> write(ByteBuffer.allocate(0));
                default -> read();
            }
        }

        private void write(ByteBuffer octets) throws IOException {
            ByteBuffer wrapped = ByteBuffer.allocate(100_000);
            engine.wrap(octets, wrapped);
            out.write(wrapped.array(), 0, wrapped.position());
        }

        private void read() throws IOException {
            SSLEngineResult result = engine.unwrap(records, plain);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                records.compact();
                int count = in.read(records.array(), records.position(), records.remaining());
                if (count < 0) {
                    throw new IOException("The server has closed the connection");
                }
                records.position(records.position() + count).flip();
            } else if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new IOException("The server has ended TLS");
            }
        }
    }
}
