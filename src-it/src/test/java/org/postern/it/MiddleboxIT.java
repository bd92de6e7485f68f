package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.management.JMException;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a client and the server is recognised, counted for address and peer, and lets nobody hang. */
@ExtendWith(ArquillianExtension.class)
class MiddleboxIT {
    private static final String MAIL = "Subject: Hello\r\n\r\nHello.\r\n";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int offering = FreePorts.on("127.0.0.1");
    private final int plain = FreePorts.on("127.0.0.1");

    @BeforeEach
    void deployWithACertificateOnOnePort() throws Exception {
        TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save();
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:" + offering + " smtp://127.0.0.1:" + plain,
                        "certificateBindings",
                        "*:" + offering + "=mx",
                        "keyStore",
                        "file:" + directory.resolve("keys.p12"),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));
    }

    @Test
    void somethingAnswersStartTlsWhereTheServerOffersNone() throws Exception {
        try (Interposer middlebox = Interposer.thatAnswersStartTls(plain);
                SmtpClient client = SmtpClient.connect("127.0.0.1", middlebox.port())) {
            assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS");
            assertThatThrownBy(client::startTls).isInstanceOf(IOException.class);
        }
        assertAnomaly(plain, "tls never offered");
    }

    @Test
    void somethingAnswersStartTlsInTheServersPlace() throws Exception {
        try (Interposer middlebox = Interposer.thatSwallowsStartTls(offering);
                SmtpClient client = SmtpClient.connect("127.0.0.1", middlebox.port())) {
            assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS");
            assertThatThrownBy(client::startTls).isInstanceOf(IOException.class);
        }
        assertAnomaly(offering, "tls not asked for");
    }

    @Test
    void aClientOfImplicitTlsIsOnTheWrongPort() throws Exception {
        assertThatThrownBy(() -> SmtpClient.connectTls("127.0.0.1", offering)).isInstanceOf(IOException.class);

        assertAnomaly(offering, "tls at greeting");
    }

    @Test
    void commandsAreMasked() throws Exception {
        try (Interposer middlebox = Interposer.thatMasks(offering);
                SmtpClient client = SmtpClient.connect("127.0.0.1", middlebox.port())) {
            assertThat(client.command("EHLO client.example.org", 500)).startsWith("500 5.5.1 ");
            client.command("STARTTLS", 500);
            client.command("HELO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
        }
        assertAnomaly(offering, "masked command");
    }

    @Test
    void startTlsIsTakenOutOfTheOfferForAPeerThatUsedToTakeIt() throws Exception {
        for (int i = 0; i < 6; i++) {
            try (SmtpClient client = SmtpClient.connect("127.0.0.1", offering)) {
                client.command("EHLO client.example.org", 250);
                client.startTls();
                client.deliver("<a@example.org>", "<b@example.com>", MAIL);
            }
        }
        try (Interposer middlebox = Interposer.thatStripsStartTls(offering);
                SmtpClient client = SmtpClient.connect("127.0.0.1", middlebox.port())) {
            assertThat(client.command("EHLO client.example.org", 250)).doesNotContain("STARTTLS");
            client.deliver("<a@example.org>", "<b@example.com>", MAIL);
        }
        assertAnomaly(offering, "starttls stripped");
        server.mailbox().await(7);
    }

    @Test
    void plaintextBehindStartTlsIsNeverExecuted() throws Exception {
        try (Interposer middlebox = Interposer.thatInjects(offering, "MAIL FROM:<injected@example.org>");
                SmtpClient client = SmtpClient.connect("127.0.0.1", middlebox.port())) {
            client.command("EHLO client.example.org", 250);
            client.command("STARTTLS", 421);
            client.expectEnd();
        }
        assertAnomaly(offering, "plaintext behind starttls");
    }

    private static void assertAnomaly(int port, String kind) throws JMException {
        StatusBean status = StatusBean.of("127.0.0.1", port);
        Awaitility.await()
                .untilAsserted(() -> assertThat(status.counts("TlsAnomalies")).containsKey(kind));
        assertThat(status.rows("TlsAnomaliesByPeer")).anySatisfy(row -> {
            assertThat(row.get("peer")).isEqualTo("127.0.0.1");
            assertThat(row.get("anomaly")).isEqualTo(kind);
        });
    }
}
