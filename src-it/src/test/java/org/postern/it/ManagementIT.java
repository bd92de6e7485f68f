package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Notification;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator sees with any JMX console. */
@ExtendWith(ArquillianExtension.class)
class ManagementIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1", "::1");

    @BeforeEach
    void deploy() throws Exception {
        keys().named("mx", "EC", "*.example.org").expired("old").save();
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:%1$d smtp://[::1]:%1$d".formatted(port),
                        "certificateBindings",
                        "127.0.0.1:%d=mx|old".formatted(port),
                        "hostName",
                        "mx.example.org",
                        "keyStore",
                        "file:" + directory.resolve("keys.p12"),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));
    }

    @Test
    void theBeanOfAnAddressShowsBindingAndCertificates() throws Exception {
        StatusBean status = StatusBean.of("127.0.0.1", port);

        assertThat(status.text("Binding")).isEqualTo("127.0.0.1:" + port + "=mx|old");
        assertThat(status.text("BindingMatch")).isEqualTo("this IP address, this port");
        assertThat(status.text("StartTls")).isEqualTo("yes");
        assertThat(status.text("Verdict")).isEqualTo("USABLE");
        assertThat(status.texts("Warnings"))
                .anyMatch(text -> text.contains("is self-signed"))
                .anyMatch(text -> text.startsWith("EXPIRED: The certificate old"))
                .noneMatch(text -> text.contains("as this server calls itself"));
        assertThat(status.rows("Certificates").map(row -> row.get("alias") + " " + row.get("verdict")))
                .containsExactly("mx USABLE", "old EXPIRED");
        assertThat(status.rows("Certificates").findFirst().orElseThrow().get("names"))
                .isEqualTo(new String[] {"*.example.org"});
        assertThat(StatusBean.of("::1", port).text("Verdict")).isEqualTo("NO_BINDING");
    }

    @Test
    void handshakesAreCounted() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.startTls();
            client.command("QUIT", 221);
        }
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.command("STARTTLS", 220);
            client.send("QUIT");
            client.expectNoPromise();
        }

        StatusBean status = StatusBean.of("127.0.0.1", port);
        assertThat(status.text("HandshakesCompleted")).isEqualTo("1");
        assertThat(status.counts("HandshakesFailed")).containsEntry("not tls", 1L);
    }

    @Test
    void changesAreReadOnDemandAndNotified() throws Exception {
        StatusBean status = StatusBean.of("127.0.0.1", port);
        List<Notification> notifications = new CopyOnWriteArrayList<>();
        status.listen((notification, handback) -> notifications.add(notification));

        keys().good("other").save();
        status.reload();

        assertThat(status.text("Verdict")).isEqualTo("ALIAS_NOT_FOUND");
        Awaitility.await().untilAsserted(() -> assertThat(notifications)
                .anyMatch(notification -> notification.getMessage().contains("ALIAS_NOT_FOUND")));
    }

    @Test
    void anyAddressAndPortIsExplained() throws Exception {
        StatusBean status = StatusBean.of("127.0.0.1", port);

        assertThat(status.explain("127.0.0.1", port)).contains("mx|old").contains("this IP address, this port");
        assertThat(status.explain("192.0.2.7", 25)).contains("192.0.2.7:25").contains("No certificate is bound to");
        assertThat(status.explain("mail.example.org", 25)).contains("mail.example.org");
    }

    private TestKeyStore keys() throws Exception {
        return TestKeyStore.at(directory.resolve("keys.p12"));
    }
}
