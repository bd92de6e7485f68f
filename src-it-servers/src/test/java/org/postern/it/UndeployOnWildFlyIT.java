package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UndeployOnWildFlyIT {
    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final Gate gate = new Gate();

    @RegisterExtension
    final WildFlyServer server = new WildFlyServer();

    private final int port = FreePorts.on("127.0.0.1");
    private final List<String> accepted = new CopyOnWriteArrayList<>();

    /** WildFly waits for its beans before it tells the adapter: what is under way commits, what comes is refused. */
    @Test
    void aDeliveryUnderWayCommitsAndItsSenderHearsSo() throws Exception {
        server.deploy(
                Ears.withBeans()
                        .bean(ManagedBean.class, Map.of())
                        .withLedger(ledger)
                        .build(),
                Map.of("listen", "smtp://127.0.0.1:" + port, "drainTimeoutSeconds", "1"));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
            gate.awaitArrival();
            CompletableFuture<Void> undeployed = CompletableFuture.runAsync(server::undeploy);
            Awaitility.await().until(() -> deliverAnother().startsWith("451 "));
            assertThat(undeployed).isNotDone();

            gate.open();
            client.expect(250);
            accepted.add(gate.recipient());
            client.expect(421);
            client.expectEnd();
            undeployed.get(30, TimeUnit.SECONDS);
        }
        assertThat(ledger.recipients()).containsExactlyInAnyOrderElementsOf(accepted);
        assertThatThrownBy(() -> SmtpClient.connect("127.0.0.1", port)).hasMessageContaining("refused");
    }

    private String deliverAnother() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<return@example.com>", "x\r\n");
            String reply = client.reply();
            if (reply.startsWith("250 ")) {
                accepted.add("return@example.com");
            }
            return reply;
        }
    }
}
