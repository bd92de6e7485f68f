package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.it.Mailbox.StoredMail;
import org.postern.run.DeploymentFailedException;

/** The EAR as it is shipped, and what an administrator of WildFly can set without changing it. */
class PackagedEarOnWildFlyIT {
    private static final String MAIL = "Subject: \u00e4\r\n\r\n.dot\r\n..\r\nbye\r\n";

    @RegisterExtension
    final WildFlyServer server = new WildFlyServer();

    private final int port = FreePorts.on("127.0.0.1", "127.0.0.2");
    private Mailbox mailbox;

    @BeforeEach
    void haveAMailbox(@TempDir Path directory) {
        mailbox = new Mailbox(directory);
        server.setSystemProperty("postern.mailDirectory", directory.toString());
    }

    @Test
    void aMailArrivesOctetByOctet() throws Exception {
        server.setSystemProperty("postern.listen", "smtp://127.0.0.2:" + port);
        server.deploy(Ears.packaged());

        try (SmtpClient client = SmtpClient.connect("127.0.0.2", port)) {
            client.deliver("<a@example.org>", "<b@example.com>", MAIL);
            client.command("QUIT", 221);
        }

        StoredMail mail = mailbox.awaitOne();
        assertThat(mail.content()).isEqualTo(MAIL.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(mail.facts().getString("protocol")).isEqualTo("ESMTP");
    }

    @Test
    void startTlsIsOfferedWhereThereIsACertificateAndNowhereElse(@TempDir Path keys) throws Exception {
        TestKeyStore keyStore =
                TestKeyStore.at(keys.resolve("keys.p12")).good("mx").save();
        server.setSystemProperty("postern.listen", "smtp://127.0.0.1:%d smtp://127.0.0.2:%1$d".formatted(port));
        server.setSystemProperty("postern.certificateBindings", "127.0.0.1=mx");
        server.setSystemProperty("postern.keyStore", "file:" + keyStore.file());
        server.setSystemProperty("postern.keyStorePassword", TestKeyStore.PASSWORD);
        server.deploy(Ears.packaged());

        StartTlsChecks.assertServed("127.0.0.1", port, "mx");
        StartTlsChecks.assertNothingOffered("127.0.0.2", port);
        new AngusMail("smtp", "127.0.0.1", port).requireStartTls().send("a@example.org", "b@example.com");
        assertThat(mailbox.awaitOne().facts().getString("protocol")).isEqualTo("ESMTPS");
    }

    @Test
    void theAdaptersOwnPropertiesAreReadFromTheRar(@TempDir Path keys) throws Exception {
        TestKeyStore keyStore =
                TestKeyStore.at(keys.resolve("keys.p12")).good("mx").save();
        Path ear = Ears.withBeans().bean(RejectingBean.class, Map.of()).build();
        server.deploy(
                ear,
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:" + port,
                        "certificateBindings",
                        "*=mx",
                        "keyStore",
                        "file:" + keyStore.file(),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD,
                        "maxRecipients",
                        "100"));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS", "RCPTMAX=100");
            client.startTls();
            assertThat(client.deliver("<a@example.org>", "<b@example.com>", MAIL, 550))
                    .contains(RejectingBean.TEXT);
        }
    }

    @Test
    void undeployFreesThePortAndTheNextDeploymentUsesIt() throws Exception {
        server.setSystemProperty("postern.listen", "smtp://127.0.0.1:" + port);
        server.deploy(Ears.packaged());
        server.undeploy();
        assertThatThrownBy(() -> SmtpClient.connect("127.0.0.1", port)).hasMessageContaining("refused");

        server.deploy(Ears.packaged());

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("QUIT", 221);
        }
    }

    @Test
    void aTypoFailsTheDeploymentWithTheAdaptersOwnMessage() {
        server.setSystemProperty("postern.listen", "smpt://127.0.0.1:" + port);

        assertThatThrownBy(() -> server.deploy(Ears.packaged()))
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining("smpt://127.0.0.1:" + port);
    }

    @Test
    void anAddressInUseIsTakenOverWhenItIsFree() throws Exception {
        server.setSystemProperty("postern.listen", "smtp://127.0.0.1:" + port);

        try (ServerSocket inUse = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(inUse.isBound()).isTrue();
            server.deploy(Ears.packaged());
        }

        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
                client.command("QUIT", 221);
            }
        });
    }
}
