package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The adapter deployed by itself, and a web application with a bean. The listener API is the server's, as after {@code asadmin
 * add-library}.
 */
@ExtendWith(ArquillianExtension.class)
class StandaloneAdapterIT {
    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");

    @Test
    void aWebApplicationGetsMailAsLongAsItIsThere() throws Exception {
        server.deployAdapter(Map.of("listen", "smtp://127.0.0.1:" + port));
        assertNobodyListens();

        server.deploy(
                "shop",
                Ears.withBeans()
                        .bean(ManagedBean.class, Map.of())
                        .withLedger(ledger)
                        .buildWeb(PosternServer.ADAPTER));
        deliver();
        server.undeploy("shop");
        assertNobodyListens();

        server.deploy(
                "shop",
                Ears.withBeans()
                        .bean(ManagedBean.class, Map.of())
                        .withLedger(ledger)
                        .buildWeb(PosternServer.ADAPTER));
        deliver();
        assertThat(ledger.recipients()).hasSize(2);
    }

    private void deliver() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n");
            client.command("QUIT", 221);
        }
    }

    private void assertNobodyListens() {
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(
                        () -> SmtpClient.open("127.0.0.1", port).close())
                .hasMessageContaining("refused"));
    }
}
