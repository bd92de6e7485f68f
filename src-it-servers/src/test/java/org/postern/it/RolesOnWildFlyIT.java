package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
}
