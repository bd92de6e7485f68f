package org.postern.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application is deployed again and again, and delivers each time. Longer with {@code -Dpostern.redeployments=N}. */
class RedeploymentsOnWildFlyIT {
    private static final int REDEPLOYMENTS = Integer.getInteger("postern.redeployments", 6);

    /** Threads that the server starts with the class loader of whatever is deployed then keep it. */
    private static final int KEPT_BY_THE_SERVER = 2;

    private static final Figures FIGURES = new Figures("redeployments-on-wildfly.txt");

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final WildFlyServer server = new WildFlyServer();

    private final int port = FreePorts.on("127.0.0.1");

    /**
     * The JDK's cache of introspected beans keeps a class loader until the heap is short, and with it memory outside of the
     * heap, for which no collection begins. Here the heap has room, and nothing is kept all the same.
     */
    @Test
    void leaveNothingThoughTheHeapHasRoom() throws Exception {
        Path ear = Ears.withBeans()
                .bean(ManagedBean.class, Map.of())
                .withLedger(ledger)
                .build();
        deployAndDeliver(ear); // What a server keeps of the first adapter that it ever had it has by now.
        Remains before = Remains.of(server.management());

        for (int i = 0; i < REDEPLOYMENTS; i++) {
            deployAndDeliver(ear);
        }

        FIGURES.note(REDEPLOYMENTS + " redeployments: before " + before);
        FIGURES.note(
                REDEPLOYMENTS + " redeployments: after " + before.awaitNoMore(server.management(), KEPT_BY_THE_SERVER));
    }

    private void deployAndDeliver(Path ear) throws Exception {
        server.deploy(ear, Map.of("listen", "smtp://127.0.0.1:" + port));
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n");
            client.command("QUIT", 221);
        }
        server.undeploy();
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(
                        () -> SmtpClient.open("127.0.0.1", port).close())
                .hasMessageContaining("refused"));
    }
}
