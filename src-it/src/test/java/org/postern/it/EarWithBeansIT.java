package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(ArquillianExtension.class)
class EarWithBeansIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");
    private final int otherPort = FreePorts.on("127.0.0.1");

    @Test
    void theReplyIsTheRejectionOfABeanThatWasActivatedOnAnAddressOfItsOwn() throws Exception {
        server.deploy(
                Ears.withBeans()
                        .bean(RejectingBean.class, Map.of("listen", "smtp://127.0.0.1:" + port))
                        .build(),
                Map.of("hostName", "mx.example.com"));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            assertThat(client.deliver("<a@example.org>", "<b@example.com>", "x\r\n", 550))
                    .contains("5.7.1")
                    .contains(RejectingBean.TEXT);
        }
    }

    @Test
    void twoApplicationsWithAnAdapterEachLiveInOneServer() throws Exception {
        server.deploy(Ears.packaged(), Map.of("listen", "smtp://127.0.0.1:" + port));
        server.deploy(
                "other",
                Ears.withBeans("other").bean(RejectingBean.class, Map.of()).build(),
                Map.of("listen", "smtp://127.0.0.1:" + otherPort));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<b@example.com>", "x\r\n", 250);
        }
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", otherPort)) {
            client.deliver("<a@example.org>", "<b@example.com>", "x\r\n", 550);
        }
    }
}
