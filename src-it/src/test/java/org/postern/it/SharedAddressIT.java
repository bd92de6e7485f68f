package org.postern.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.run.DeploymentFailedException;

@ExtendWith(ArquillianExtension.class)
class SharedAddressIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");

    @Test
    void beansThatAgreeShareAnAddress() throws Exception {
        String listen = "smtp://127.0.0.1:" + port;
        server.deploy(
                Ears.withBeans()
                        .bean(RejectingBean.class, Map.of("listen", listen, "recipients", "*@first.example"))
                        .bean(OtherRejectingBean.class, Map.of("listen", listen, "recipients", "*@second.example"))
                        .build(),
                Map.of());

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<b@first.example>", "x\r\n", 550);
        }
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            client.command("RCPT TO:<b@third.example>", 550);
            client.command("RCPT TO:<b@second.example>", 250);
            client.command("RCPT TO:<b@first.example>", 452);
        }
    }

    @Test
    void beansThatWantTheSameRecipientsAreRefusedWithAMessageThatNamesBoth() {
        Map<String, String> same = Map.of("listen", "smtp://127.0.0.1:" + port, "recipients", "*@example.com");

        assertThatThrownBy(() -> server.deploy(
                        Ears.withBeans()
                                .bean(RejectingBean.class, same)
                                .bean(OtherRejectingBean.class, same)
                                .build(),
                        Map.of()))
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining(".RejectingBean")
                .hasMessageContaining(".OtherRejectingBean")
                .hasMessageContaining("recipients is \"*@example.com\" there");
    }

    @Test
    void aBeanMayDecideAboutEachRecipient() throws Exception {
        server.deploy(
                Ears.withBeans()
                        .bean(RecipientAwareBean.class, Map.of("listen", "smtp://127.0.0.1:" + port))
                        .build(),
                Map.of());

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            client.command("RCPT TO:<one@example.com>", 250);
            client.command("RCPT TO:<nobody@example.com>", 550);
            client.command("RCPT TO:<two@example.com>", 250);
            client.command("DATA", 354);
            client.command(".", 250);
        }
    }

    @Test
    void beansThatDisagreeAreRefusedWithAMessageThatNamesBoth() {
        String listen = "smtp://127.0.0.1:" + port;

        assertThatThrownBy(() -> server.deploy(
                        Ears.withBeans()
                                .bean(RejectingBean.class, Map.of("listen", listen, "maxRecipients", "7"))
                                .bean(OtherRejectingBean.class, Map.of("listen", listen, "maxRecipients", "8"))
                                .build(),
                        Map.of()))
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining(".RejectingBean")
                .hasMessageContaining(".OtherRejectingBean")
                .hasMessageContaining("maxRecipients")
                .hasMessageContaining(listen);
    }
}
