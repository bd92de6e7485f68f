package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonValue;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.it.Mailbox.StoredMail;
import org.postern.run.DeploymentFailedException;

@ExtendWith(ArquillianExtension.class)
class PackagedEarIT {
    private static final String MAIL = "Subject: \u00e4\r\n\r\n.dot\r\n..\r\nbye\r\n";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1", "127.0.0.2");
    private final int tlsPort = FreePorts.on("127.0.0.1");

    @BeforeEach
    void deployWithACertificateOnOneAddress(@TempDir Path directory) throws Exception {
        server.useAsContainerKeyStore(
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save());
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:%d, smtp://127.0.0.2:%d smtps://127.0.0.1:%d".formatted(port, port, tlsPort),
                        "certificateBindings",
                        "127.0.0.1=mx"));
    }

    @Test
    void aMailInARawDialogueArrivesOctetByOctet() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.2", port)) {
            client.deliver("<a@example.org>", "<b@example.com>", MAIL);
            client.command("QUIT", 221);
            client.expectEnd();
        }

        StoredMail mail = server.mailbox().awaitOne();
        assertThat(mail.content()).isEqualTo(MAIL.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(mail.traceFields()).startsWith("Return-Path: <a@example.org>\r\n");
        assertThat(mail.facts().getString("mail_from")).isEqualTo("a@example.org");
        assertThat(mail.facts().getJsonArray("rcpt_to").getString(0)).isEqualTo("b@example.com");
        assertThat(mail.facts().getString("local_address")).isEqualTo("127.0.0.2:" + port);
        assertThat(mail.facts().getString("protocol")).isEqualTo("ESMTP");
        assertThat(mail.facts().get("tls")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void startTlsIsOfferedWhereThereIsACertificateAndServesIt() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS");
            client.startTls();
            assertThat(client.certificate().getSubjectX500Principal()).hasToString("CN=mx");
            client.deliver("<>", "<b@example.com>", MAIL);
        }

        StoredMail mail = server.mailbox().awaitOne();
        assertThat(mail.facts().getString("mail_from")).isEmpty();
        assertThat(mail.facts().getString("protocol")).isEqualTo("ESMTPS");
        assertThat(mail.facts().getJsonObject("tls").getString("version")).isEqualTo("TLSv1.3");
    }

    @Test
    void startTlsIsNotOfferedWhereThereIsNone() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.2", port)) {
            assertThat(client.command("EHLO client.example.org", 250)).doesNotContain("STARTTLS");
            client.command("STARTTLS", 502);
            client.deliver("<a@example.org>", "<b@example.com>", MAIL);
        }

        assertThat(server.mailbox().awaitOne().facts().getString("protocol")).isEqualTo("ESMTP");
    }

    @Test
    void angusMailSendsInPlaintextAndWithRequiredStartTlsAndWithImplicitTls() throws Exception {
        new AngusMail("smtp", "127.0.0.2", port).send("a@example.org", "plain@example.com");
        new AngusMail("smtp", "127.0.0.1", port).requireStartTls().send("a@example.org", "starttls@example.com");
        new AngusMail("smtps", "127.0.0.1", tlsPort).send("a@example.org", "smtps@example.com");

        assertThat(server.mailbox().await(3))
                .extracting(mail -> mail.facts().getJsonArray("rcpt_to").getString(0) + " "
                        + mail.facts().getString("protocol"))
                .containsExactlyInAnyOrder(
                        "plain@example.com ESMTP", "starttls@example.com ESMTPS", "smtps@example.com ESMTPS");
    }

    @Test
    void undeployFreesThePortsAndTheNextDeploymentUsesThem() throws Exception {
        server.undeploy();
        assertThatThrownBy(() -> SmtpClient.connect("127.0.0.2", port)).hasMessageContaining("refused");

        server.deploy(Ears.packaged(), Map.of("listen", "smtp://127.0.0.2:" + port));

        try (SmtpClient client = SmtpClient.connect("127.0.0.2", port)) {
            client.command("QUIT", 221);
        }
    }

    @Test
    void aTypoFailsTheDeploymentWithTheAdaptersOwnMessage() {
        server.undeploy();

        assertThatThrownBy(() -> server.deploy(Ears.packaged(), Map.of("listen", "smpt://127.0.0.2:" + port)))
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining("smpt://127.0.0.2:" + port);
    }

    @Test
    void anAddressInUseIsTakenOverWhenItIsFree() throws Exception {
        server.undeploy();

        try (ServerSocket inUse = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
            assertThat(inUse.isBound()).isTrue();
            server.deploy(Ears.packaged(), Map.of("listen", "smtp://127.0.0.2:" + port));
        }

        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            try (SmtpClient client = SmtpClient.connect("127.0.0.2", port)) {
                client.command("QUIT", 221);
            }
        });
    }
}
