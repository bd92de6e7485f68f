package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.it.Mailbox.StoredMail;

/** A mail server that relays to the adapter, with its queue and its idea of when TLS is good enough. */
@ExtendWith(ArquillianExtension.class)
class PostfixIT {
    private static final String CONTENT = "Subject: x\r\n\r\nx\r\n";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1", "127.0.0.2");
    private final int relayPort = FreePorts.on("127.0.0.1");
    private final AdapterLog transcript = new AdapterLog("org.postern.transcript");
    private Postfix postfix;

    @BeforeEach
    void startPostfix() throws Exception {
        assumeTrue(Postfix.isUsable(), "postfix is not installed, or this is not root");
        postfix = Postfix.start(relayPort, """
                 { certified.example = may:[127.0.0.1]:%1$d } { bare.example = may:[127.0.0.2]:%1$d }\
                 { demanding.example = must:[127.0.0.1]:%1$d } { hopeless.example = must:[127.0.0.2]:%1$d }\
                """.formatted(port));
    }

    @AfterEach
    void stopPostfix() {
        transcript.close();
        if (postfix != null) {
            postfix.close();
        }
    }

    @Test
    void relaysInTlsWhereItIsOfferedAndInPlaintextWhereItIsNot() throws Exception {
        deploy();
        send("<b@certified.example>", "<b@demanding.example>", "<b@bare.example>");

        assertThat(server.mailbox().await(3))
                .extracting(mail -> mail.facts().getString("protocol"))
                .containsExactlyInAnyOrder("ESMTPS", "ESMTPS", "ESMTP");
        assertThat(postfix.log()).doesNotContain("status=deferred", "status=bounced");
    }

    @Test
    void keepsWhatMayOnlyTravelInTlsWhereThereIsNone() throws Exception {
        deploy();
        send("<b@hopeless.example>");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> postfix.log().contains("TLS is required, but was not offered by host 127.0.0.2"));
        assertThat(server.mailbox().fileNames()).isEmpty();
    }

    @Test
    void triesAgainUntilTheAdapterIsThere() throws Exception {
        send("<b@certified.example>");
        await().atMost(Duration.ofSeconds(20)).until(() -> postfix.log().contains("status=deferred"));

        deploy();

        assertThat(server.mailbox().awaitOne().facts().getString("protocol")).isEqualTo("ESMTPS");
        await().until(() -> postfix.log().contains("status=sent (250 2.0.0"));
    }

    @Test
    void handsOnInternationalAddressesOctetsAndNotificationsAsTheyAre() throws Exception {
        deploy();
        String content = "Subject: gr\u00fc\u00dfe\r\n\r\n\u00e4\r\n.\r\n";
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", relayPort)) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<j\u00f6rg@example.org> SMTPUTF8 BODY=8BITMIME RET=HDRS ENVID=QQ314159", 250);
            client.command("RCPT TO:<\u00e4@certified.example> NOTIFY=SUCCESS,FAILURE", 250);
            client.command("DATA", 354);
            client.sendOctets((content.replace("\r\n.", "\r\n..") + ".\r\n").getBytes(StandardCharsets.UTF_8));
            client.expect(250);
        }

        StoredMail mail = server.mailbox().awaitOne();
        assertThat(mail.facts().getString("protocol")).isEqualTo("UTF8SMTPS");
        assertThat(mail.facts().toString()).contains("j\u00f6rg@example.org", "\u00e4@certified.example");
        assertThat(transcript.lines())
                .anyMatch(line -> line.contains("BODY=8BITMIME") && line.contains("ENVID=QQ314159 RET=HDRS"))
                .anyMatch(line -> line.contains("NOTIFY=SUCCESS,FAILURE"));
        assertThat(new String(mail.content(), StandardCharsets.UTF_8)).endsWith("\r\n\r\n\u00e4\r\n.\r\n");
    }

    private void deploy() throws Exception {
        server.useAsContainerKeyStore(
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save());
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:%1$d smtp://127.0.0.2:%1$d".formatted(port),
                        "certificateBindings",
                        "127.0.0.1=mx",
                        "networksTranscribed",
                        "127.0.0.0/8"));
    }

    private void send(String... recipients) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", relayPort)) {
            for (String recipient : recipients) {
                client.deliver("<a@example.org>", recipient, CONTENT);
            }
        }
    }
}
