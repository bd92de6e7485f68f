package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClient;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.tls.EitherTls;
import org.postern.tls.TlsPolicy;

/**
 * In TLS 1.3, what belongs to the protocol itself looks like content to everybody outside, and a client may begin something
 * and never end it: its engine would keep that for as long as the connection lasts.
 */
@Timeout(60)
class RecordsWithoutContentTest {
    /** Type KeyUpdate, and a length that never comes to its end. */
    private static final byte[] ENDLESS = {24, 0, 0x7f, (byte) 0xf0};

    private static final String EVERY_SUITE = "TLS_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,"
            + "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,"
            + "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384";

    @TempDir
    private Path directory;

    /** A client that can say anything within TLS. */
    private static final class Client extends TlsClientProtocol implements AutoCloseable {
        private final Socket socket;

        private Client(Socket socket) throws IOException {
            super(socket.getInputStream(), socket.getOutputStream());
            this.socket = socket;
        }

        static Client connect(int port, String serverName) throws IOException {
            return connect(port, new AnyServer(serverName));
        }

        static Client connect(int port, TlsClient peer) throws IOException {
            Socket socket = new Socket(Ip.of("127.0.0.1"), port);
            socket.setSoTimeout(10_000);
            BufferedReader plain =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 1);
            plain.readLine();
            socket.getOutputStream().write("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(plain.readLine()).startsWith("220");
            Client client = new Client(socket);
            client.connect(peer);
            return client;
        }

        /** A fragment of content without any (RFC 8446 section 5.1, RFC 5246 section 6.2.1). */
        void sendNothing() throws IOException {
            safeWriteRecord(ContentType.application_data, new byte[0], 0, 0);
        }

        void sendHandshakeRecord(byte[] octets) throws IOException {
            safeWriteRecord(ContentType.handshake, octets, 0, octets.length);
        }

        /** Each one that is requested would be answered with another. */
        void updateKey(boolean requested) throws IOException {
            send13KeyUpdate(requested);
        }

        String ask(String command) throws IOException {
            getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            StringBuilder reply = new StringBuilder();
            while (reply.indexOf("\n") < 0) {
                int octet = getInputStream().read();
                if (octet < 0) {
                    return "(end)";
                }
                reply.append((char) octet);
            }
            return reply.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** One of version 1.2 with this suite alone. */
    private static final class Older extends AnyServer {
        private final int suite;

        Older(String serverName, int suite) {
            super(serverName);
            this.suite = suite;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv12.only();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return new int[] {suite};
        }
    }

    private static class AnyServer extends DefaultTlsClient {
        private final String serverName;

        AnyServer(String serverName) {
            super(new BcTlsCrypto(new SecureRandom()));
            this.serverName = serverName;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv13.only();
        }

        @Override
        @SuppressWarnings("JdkObsolete") // Bouncy Castle wants it so.
        protected Vector<ServerName> getSNIServerNames() {
            return new Vector<>(
                    List.of(new ServerName(NameType.host_name, serverName.getBytes(StandardCharsets.US_ASCII))));
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate certificate) {}

                @Override
                public TlsCredentials getClientCredentials(CertificateRequest request) {
                    throw new AssertionError("Nobody asked for a certificate");
                }
            };
        }
    }

    /** By the JDK's TLS and by Bouncy Castle's, in pieces of every size. */
    @ParameterizedTest
    @CsvSource({
        "mx.example.org, 16384, 1",
        "mx.example.org, 5000, 1",
        "mx.example.org, 1000, 5",
        "mx.example.org, 1, 250",
        "mail_server, 16384, 1",
        "mail_server, 1000, 5",
        "mail_server, 1, 250"
    })
    void whoBeginsWhatNeverEndsIsClosed(String serverName, int octets, int records) throws Exception {
        try (TestServer server = server();
                Client client = Client.connect(server.port(), serverName)) {
            assertThat(client.ask("NOOP")).startsWith("250");

            client.sendHandshakeRecord(ENDLESS);
            untilClosed(records, () -> client.sendHandshakeRecord(new byte[octets]));

            await().until(() -> server.acceptor().connections() == 0);
            await().until(() -> server.memory().buffers().used() == 0);
        }
    }

    /** What it has begun counts as long as it is not too much. */
    @ParameterizedTest
    @CsvSource({"mx.example.org", "mail_server"})
    void whatIsNotEndedIsCounted(String serverName) throws Exception {
        try (TestServer server = server();
                Client client = Client.connect(server.port(), serverName)) {
            assertThat(client.ask("NOOP")).startsWith("250");

            client.sendHandshakeRecord(ENDLESS);
            client.sendHandshakeRecord(new byte[3_000]);

            // BoringSSL ends at once what could become too long.
            await().until(() -> server.memory().buffers().used() >= 3_000
                    || (EitherTls.PROVIDER != TlsPolicy.Provider.JDK
                            && server.acceptor().connections() == 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"mx.example.org", "mail_server"})
    void whoUpdatesItsKeysAsOftenAsItLikesIsServed(String serverName) throws Exception {
        try (TestServer server = server();
                Client client = Client.connect(server.port(), serverName)) {
            for (int i = 0; i < 200; i++) {
                client.updateKey(false);
                client.updateKey(false);
                assertThat(client.ask("NOOP")).startsWith("250");
            }
        }
    }

    /**
     * Clients may hide in them when they speak, and once did so with CBC to hide more; OpenSSL takes 32 in a row. The JDK's TLS 1.3
     * takes none, and says bad_record_mac.
     */
    @ParameterizedTest
    @CsvSource({
        "mail_server, 1301",
        "mx.example.org, c02b",
        "mail_server, c02b",
        "mx.example.org, c009",
        "mail_server, c009",
        "mx.example.org, c023",
        "mail_server, c023",
        "mx.example.org, c024",
        "mail_server, c024"
    })
    void asManyWithNothingInThemAsOthersTakeArePassedOver(String serverName, String suite) throws Exception {
        int number = Integer.parseInt(suite, 16);
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.withSuites(EVERY_SUITE, "*=mx", directory))
                        .start();
                Client client = Client.connect(
                        server.port(),
                        number == CipherSuite.TLS_AES_128_GCM_SHA256
                                ? new AnyServer(serverName)
                                : new Older(serverName, number))) {
            for (int i = 0; i < 20; i++) {
                for (int j = 0; j < 32; j++) {
                    client.sendNothing();
                }
                assertThat(client.ask("NOOP")).startsWith("250");
            }
        }
    }

    /** The answers are not read, and nobody has asked for them by a command. */
    @ParameterizedTest
    @CsvSource({"mx.example.org", "mail_server"})
    void whoUpdatesItsKeysAndDoesNothingElseIsClosed(String serverName) throws Exception {
        try (TestServer server = server();
                Client client = Client.connect(server.port(), serverName)) {
            assertThat(client.ask("NOOP")).startsWith("250");

            untilClosed(400, () -> client.updateKey(true));

            await().until(() -> server.acceptor().connections() == 0);
        }
    }

    /** What is said. */
    @FunctionalInterface
    private interface Saying {
        void say() throws IOException;
    }

    private static void untilClosed(int times, Saying saying) {
        try {
            for (int i = 0; i < times; i++) {
                saying.say();
            }
        } catch (IOException e) {
            // The server was faster.
        }
    }

    private TestServer server() throws IOException {
        return new TestServer(directory)
                .offering(TestOffers.bound("*=mx", directory))
                .start();
    }
}
