package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.run.DeploymentFailedException;

/** Authentication against the container's realm, on every server: anna is a clerk there, bob is not. */
abstract class Users<S extends TestServer> {
    static final String ANNAS = "annas-secret";
    static final String BOBS = "bobs-secret";

    @RegisterExtension
    final S server;

    @TempDir
    Path directory;

    final int port = FreePorts.on("127.0.0.1");
    private final int submission = FreePorts.on("127.0.0.1");

    Users(S server) {
        this.server = server;
    }

    /** Makes the two known to the realm. */
    abstract void makeUsers() throws Exception;

    @BeforeEach
    void makeUsersKnown() throws Exception {
        makeUsers();
    }

    private void deploy(Map<String, String> more) throws Exception {
        TestKeyStore keys = TestKeyStore.at(directory.resolve("keys.p12")).good("mx");
        Map<String, String> properties = new HashMap<>(Map.of(
                "listen",
                "smtp://127.0.0.1:" + port + " submission://127.0.0.1:" + submission,
                "certificateBindings",
                "*=mx",
                "keyStore",
                "file:" + keys.save().file(),
                "keyStorePassword",
                TestKeyStore.PASSWORD));
        properties.putAll(more);
        server.deploy(
                Ears.withBeans()
                        .bean(CallerBean.class, Map.of())
                        .classes(ClerksBean.class)
                        .role("clerk", "clerks")
                        .build(),
                properties);
    }

    private static String plain(String user, String password) {
        return "AUTH PLAIN "
                + Base64.getEncoder().encodeToString(('\0' + user + '\0' + password).getBytes(StandardCharsets.UTF_8));
    }

    private SmtpClient secured(int where) throws Exception {
        SmtpClient client = SmtpClient.connect("127.0.0.1", where);
        client.command("EHLO client.example.org", 250);
        client.startTls();
        assertThat(client.command("EHLO client.example.org", 250)).contains("AUTH PLAIN LOGIN");
        return client;
    }

    @Test
    void theUserIsTheCallerOfTheBean() throws Exception {
        deploy(Map.of());

        try (SmtpClient client = secured(port)) {
            client.command(plain("anna", ANNAS), 235);
            assertThat(client.deliver("<a@example.org>", "<whoami@example.com>", "x\r\n", 550))
                    .isEqualTo("550 5.7.1 session anna, caller anna, clerk true");
            client.deliver("<a@example.org>", "<clerk@example.com>", "x\r\n", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            assertThat(client.command("RCPT TO:<asked@example.com>", 550))
                    .isEqualTo("550 5.1.1 session anna, caller anna, clerk true");
        }
        try (SmtpClient client = secured(submission)) {
            client.command("AUTH LOGIN", 334);
            client.command(Base64.getEncoder().encodeToString("bob".getBytes(StandardCharsets.UTF_8)), 334);
            client.command(Base64.getEncoder().encodeToString(BOBS.getBytes(StandardCharsets.UTF_8)), 235);
            assertThat(client.deliver("<a@example.org>", "<whoami@example.com>", "x\r\n", 550))
                    .isEqualTo("550 5.7.1 session bob, caller bob, clerk false");
        }
    }

    @Test
    void aUserWithoutTheRoleIsRefusedForGood() throws Exception {
        deploy(Map.of());

        try (SmtpClient client = secured(port)) {
            client.command(plain("bob", BOBS), 235);
            assertThat(client.deliver("<a@example.org>", "<clerk@example.com>", "x\r\n", 550))
                    .startsWith("550 5.7.1 You are not authorized to send message ");
        }
    }

    @Test
    void everyoneElseIsAnonymousAlsoInAThreadThatHasServedAUser() throws Exception {
        deploy(Map.of());

        try (SmtpClient anna = secured(port);
                SmtpClient stranger = SmtpClient.connect("127.0.0.1", port)) {
            anna.command(plain("anna", ANNAS), 235);
            for (int i = 0; i < 20; i++) {
                assertThat(anna.deliver("<a@example.org>", "<whoami@example.com>", "x\r\n", 550))
                        .contains("caller anna");
                assertThat(stranger.deliver("<a@example.org>", "<whoami@example.com>", "x\r\n", 550))
                        .startsWith("550 5.7.1 session nobody, caller ")
                        .doesNotContain("anna")
                        .endsWith(", clerk false");
            }
            stranger.deliver("<a@example.org>", "<clerk@example.com>", "x\r\n", 451);
        }
    }

    /** Payara goes on with what it had made for an adapter that did not start. */
    @Test
    void afterADeploymentThatFailedUsersAreKnownAsBefore() throws Exception {
        assertThatThrownBy(() -> deploy(Map.of("maxErrors", "many")))
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining("maxErrors");

        deploy(Map.of());

        try (SmtpClient client = secured(port)) {
            client.command(plain("anna", ANNAS), 235);
            client.deliver("<a@example.org>", "<clerk@example.com>", "x\r\n", 250);
        }
    }

    @Test
    void wrongPasswordsAndUnknownNamesAreTheSame() throws Exception {
        deploy(Map.of());

        try (SmtpClient client = secured(port)) {
            assertThat(client.command(plain("anna", BOBS), 535)).isEqualTo(client.command(plain("nobody", BOBS), 535));
            client.command("MAIL FROM:<a@example.org>", 250);
        }
        try (SmtpClient client = secured(submission)) {
            assertThat(client.command("MAIL FROM:<a@example.org>", 530))
                    .startsWith("530 5.7.0 Authentication required");
        }
    }

    @Test
    void withoutTlsThereIsNoAuthentication() throws Exception {
        deploy(Map.of());

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", submission)) {
            assertThat(client.command("EHLO client.example.org", 250)).doesNotContain("AUTH");
            client.command(plain("anna", ANNAS), 538);
            client.command("MAIL FROM:<a@example.org>", 530);
        }
    }

    @Test
    void aClientCertificateIsEnough() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X509Certificate certificate = TestCertificate.of("anna", keys).build();
        Path certificateFile = directory.resolve("anna.crt");
        Path keyFile = directory.resolve("anna.key");
        Pem.write(certificateFile, certificate);
        Pem.write(keyFile, keys.getPrivate());
        TestKeyStore trust = TestKeyStore.at(directory.resolve("trust.p12")).trusted("anna", certificate);
        deploy(Map.of(
                "clientCertificates",
                "want",
                "trustStore",
                "file:" + trust.save().file(),
                "trustStorePassword",
                TestKeyStore.PASSWORD));
        String dialogue = """
                EHLO client.example.org
                AUTH EXTERNAL =
                MAIL FROM:<a@example.org>
                RCPT TO:<asked@example.com>
                QUIT
                """;

        Command.Result known = Command.runWithInput(
                dialogue,
                "openssl",
                "s_client",
                "-starttls",
                "smtp",
                "-crlf",
                "-ign_eof",
                "-connect",
                "127.0.0.1:" + port,
                "-cert",
                certificateFile.toString(),
                "-key",
                keyFile.toString());

        assertThat(known.output())
                .contains("AUTH PLAIN LOGIN EXTERNAL")
                .contains("235 2.7.0 ")
                .contains("550 5.1.1 session anna, caller anna, clerk true");
    }

    @Test
    void senderAddressesCanBeTiedToTheUser() throws Exception {
        deploy(Map.of("sendersOfUsers", "%u@example.org"));

        try (SmtpClient client = secured(submission)) {
            client.command(plain("anna", ANNAS), 235);
            client.command("MAIL FROM:<bob@example.org>", 550);
            client.deliver("<anna@example.org>", "<clerk@example.com>", "x\r\n", 250);
        }
    }
}
