package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each method of a bean has roles of its own. Payara refuses to deploy such a bean (ADR 39). */
class RolesOnWildFlyIT {
    @RegisterExtension
    final WildFlyServer server = new WildFlyServer();

    private final int port = FreePorts.on("127.0.0.1");

    @Test
    void aMethodThatIsForARoleIsNotCalledForSendersWithoutIt() throws Exception {
        server.deploy(
                Ears.withBeans().bean(RolesBean.class, Map.of()).build(), Map.of("listen", "smtp://127.0.0.1:" + port));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            assertThat(client.deliver("<a@example.org>", "<all@example.com>", "x\r\n", 250))
                    .endsWith("accepted: All");
            assertThat(client.deliver("<a@example.org>", "<partners@example.com>", "x\r\n", 451))
                    .startsWith("451 4.3.0 ");
        }
    }

    @Test
    void aUserWhoHasTheRoleIsServedAndOneWhoHasAnotherIsNot(@TempDir Path directory) throws Exception {
        TestKeyStore keys =
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save();
        server.addUser("paula", "paulas-secret", "partner");
        server.addUser("otto", "ottos-secret", "other");
        server.deploy(
                Ears.withBeans().bean(RolesBean.class, Map.of()).build(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:" + port,
                        "certificateBindings",
                        "*=mx",
                        "keyStore",
                        "file:" + keys.file(),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD,
                        "authentication",
                        "offer"));

        assertThat(sendAs("paula", "paulas-secret", 250)).endsWith("accepted: Partner");
        assertThat(sendAs("otto", "ottos-secret", 550)).startsWith("550 5.7.1 You are not authorized to send message ");
    }

    private String sendAs(String user, String password, int code) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString(('\0' + user + '\0' + password).getBytes(StandardCharsets.UTF_8));
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.startTls();
            client.command("EHLO client.example.org", 250);
            client.command("AUTH PLAIN " + credentials, 235);
            return client.deliver("<a@example.org>", "<partners@example.com>", "x\r\n", code);
        }
    }
}
