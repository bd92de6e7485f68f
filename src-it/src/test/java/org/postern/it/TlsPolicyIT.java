package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How TLS is wanted, for each address. */
@ExtendWith(ArquillianExtension.class)
class TlsPolicyIT {
    private static final String MAIL = "Subject: Hello\r\n\r\nHello.\r\n";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1");
    private final int otherPort = FreePorts.on("127.0.0.1");

    @Test
    void oneAddressNeverOffersAndAnotherRequires() throws Exception {
        deploy("smtp://127.0.0.1:%d?tls=never smtp://127.0.0.1:%d?tls=require".formatted(port, otherPort), Map.of());

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            assertThat(client.command("EHLO client.example.org", 250)).doesNotContain("STARTTLS");
            client.command("STARTTLS", 502);
            client.deliver("<a@example.org>", "<b@example.com>", MAIL);
        }
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", otherPort)) {
            client.command("NOOP", 250);
            assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS");
            assertThat(client.command("MAIL FROM:<a@example.org>", 530)).startsWith("530 5.7.0 Must issue a STARTTLS");
            client.command("HELO client.example.org", 530);
            client.command("RSET", 530);
            client.command("VRFY <b@example.com>", 530);
            client.startTls();
            client.deliver("<a@example.org>", "<b@example.com>", MAIL);
        }
        server.mailbox().await(2);
        assertThat(StatusBean.of("127.0.0.1", port).text("Verdict")).isEqualTo("DISABLED");
    }

    @Test
    void requiredTlsThatIsNotThereRefusesEverybody() throws Exception {
        deploy("smtp://127.0.0.1:%d".formatted(port), Map.of("tls", "require", "certificateBindings", "*=missing"));

        try (SmtpClient client = SmtpClient.open("127.0.0.1", port)) {
            assertThat(client.expect(421)).startsWith("421 4.7.0 ");
            client.expectEnd();
        }
    }

    @Test
    void theOldestProtocolCanBeTls13() throws Exception {
        deploy("smtp://127.0.0.1:%d?tlsMinProtocol=TLSv1.3 smtp://127.0.0.1:%d".formatted(port, otherPort), Map.of());

        assertThat(openssl(port, "-tls1_2").output()).doesNotContain("subject=");
        assertThat(openssl(port, "-tls1_3").output()).contains("subject=CN = mx");
        assertThat(openssl(otherPort, "-tls1_2").output()).contains("subject=CN = mx");
    }

    @Test
    void cipherSuitesCanBeChosen() throws Exception {
        deploy(
                "smtp://127.0.0.1:%d?tlsCipherSuites=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256:TLS_AES_128_GCM_SHA256"
                        .formatted(port),
                Map.of());

        assertThat(openssl(port, "-tls1_2").output()).contains("ECDHE-ECDSA-AES128-GCM-SHA256");
        assertThat(openssl(port, "-tls1_3").output()).contains("TLS_AES_128_GCM_SHA256");
        assertThat(openssl(port, "-tls1_3", "-ciphersuites", "TLS_AES_256_GCM_SHA384")
                        .output())
                .doesNotContain("subject=");
    }

    @Test
    void sessionsAreResumed() throws Exception {
        deploy("smtp://127.0.0.1:%d".formatted(port), Map.of());
        for (String version : new String[] {"-tls1_2", "-tls1_3"}) {
            Path session = directory.resolve("session" + version);

            openssl(port, version, "-sess_out", session.toString());

            assertThat(openssl(port, version, "-sess_in", session.toString()).output())
                    .as(version)
                    .contains("Reused, ");
        }
    }

    /** R makes openssl ask for a new handshake within the connection. */
    @Test
    void nobodyRenegotiates() throws Exception {
        deploy("smtp://127.0.0.1:%d".formatted(port), Map.of());

        Command.Result result = Command.runWithInput(
                "R\n", "openssl", "s_client", "-tls1_2", "-starttls", "smtp", "-connect", "127.0.0.1:" + port);

        assertThat(result.output()).contains("subject=CN = mx").contains("RENEGOTIATING");
        assertThat(StatusBean.of("127.0.0.1", port).counts("HandshakesFailed")).containsEntry("renegotiation", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void clientsShowTheirCertificates(String version) throws Exception {
        ClientFiles known = clientFiles("known");
        ClientFiles stranger = clientFiles("stranger");
        TestKeyStore.at(directory.resolve("trust.p12"))
                .trusted("known", known.certificate())
                .save();
        deploy(
                "smtp://127.0.0.1:%d?clientCertificates=want smtp://127.0.0.1:%d?clientCertificates=need"
                        .formatted(port, otherPort),
                Map.of(
                        "trustStore",
                        "file:" + directory.resolve("trust.p12"),
                        "trustStorePassword",
                        TestKeyStore.PASSWORD));

        for (ClientFiles client : new ClientFiles[] {known, stranger}) {
            assertThat(send(port, version, client)).as(client.toString()).contains("221 2.0.0");
        }
        assertThat(send(otherPort, version, known)).contains("221 2.0.0");
        assertThat(send(otherPort, version, stranger)).doesNotContain("221 2.0.0");
        assertThat(openssl(otherPort, version).output()).doesNotContain("221 2.0.0");
    }

    private String send(int to, String version, ClientFiles client) throws Exception {
        return openssl(
                        to,
                        version,
                        "-cert",
                        client.directory().resolve("cert.pem").toString(),
                        "-key",
                        client.directory().resolve("key.pem").toString())
                .output();
    }

    private record ClientFiles(Path directory, X509Certificate certificate) {}

    private ClientFiles clientFiles(String name) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X509Certificate certificate = TestCertificate.of(name, keys).build();
        Path files = Files.createDirectory(directory.resolve(name));
        Pem.write(files.resolve("cert.pem"), certificate);
        Pem.write(files.resolve("key.pem"), keys.getPrivate());
        return new ClientFiles(files, certificate);
    }

    private static Command.Result openssl(int to, String... options) throws IOException, InterruptedException {
        String[] line = new String[options.length + 8];
        System.arraycopy(
                new String[] {
                    "openssl", "s_client", "-starttls", "smtp", "-crlf", "-ign_eof", "-connect", "127.0.0.1:" + to
                },
                0,
                line,
                0,
                8);
        System.arraycopy(options, 0, line, 8, options.length);
        return Command.runWithInput("QUIT\n", line);
    }

    private void deploy(String listen, Map<String, String> more) throws Exception {
        TestKeyStore.at(directory.resolve("keys.p12"))
                .named("mx", "EC", "localhost")
                .save();
        Map<String, String> properties = new HashMap<>(Map.of(
                "listen",
                listen,
                "certificateBindings",
                "*=mx",
                "keyStore",
                "file:" + directory.resolve("keys.p12"),
                "keyStorePassword",
                TestKeyStore.PASSWORD));
        properties.putAll(more);
        server.deploy(Ears.packaged(), properties);
    }
}
