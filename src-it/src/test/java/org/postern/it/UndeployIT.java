package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(ArquillianExtension.class)
class UndeployIT {
    private static final int REDEPLOYMENTS = 100;

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");
    private final Path ear = Ears.withBeans()
            .bean(ManagedBean.class, Map.of("listen", "smtp://127.0.0.1:" + port))
            .classes(Misbehaviour.class, Misbehaviour.RollingBack.class, Ledger.class, Gate.class)
            .build();

    @BeforeEach
    void emptyTheLedger() throws Exception {
        Ledger.clear();
        Gate.shut();
    }

    /** Payara rolls back what returns after the undeployment began; its sender hears so because we wait. */
    @Test
    void aDeliveryUnderWayIsWaitedForAndItsSenderHearsTheOutcome() throws Exception {
        deploy(Map.of());

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<sleep@example.com>", "x\r\n");
            Gate.awaitArrival();
            CompletableFuture<Void> undeployed = CompletableFuture.runAsync(server::undeploy);
            awaitThatThePortIsFree();
            assertThat(undeployed).isNotDone();

            Gate.open();
            client.expect(451);
            client.expect(421);
            client.expectEnd();
            undeployed.get(30, TimeUnit.SECONDS);
        }
        assertThat(Ledger.recipients()).isEmpty();
    }

    @Test
    void aDeliveryThatTakesTooLongIsRolledBackAndItsSenderTriesAgain() throws Exception {
        deploy(Map.of("drainTimeoutSeconds", "1"));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<sleep@example.com>", "x\r\n");
            Gate.awaitArrival();
            CompletableFuture<Void> undeployed = CompletableFuture.runAsync(server::undeploy);
            undeployed.get(30, TimeUnit.SECONDS);

            Gate.open();
            client.expectNoPromise();
        }
        assertThat(Ledger.recipients()).isEmpty();
    }

    @Test
    void theIdleAndTheReceivingHear421() throws Exception {
        deploy(Map.of());

        try (SmtpClient idle = SmtpClient.connect("127.0.0.1", port);
                SmtpClient receiving = SmtpClient.connect("127.0.0.1", port)) {
            receiving.command("EHLO client.example.org", 250);
            receiving.command("MAIL FROM:<a@example.org>", 250);
            receiving.command("RCPT TO:<return@example.com>", 250);
            receiving.command("DATA", 354);
            receiving.send("half a message");

            server.undeploy();

            idle.expect(421);
            idle.expectEnd();
            receiving.expect(421);
            receiving.expectEnd();
        }
        assertThat(Ledger.recipients()).isEmpty();
    }

    @Test
    void aHundredRedeploymentsWorkAndLeaveNoThreadBehind() throws Exception {
        deploy(Map.of());
        deliver();
        int threads = adaptersThreads();

        for (int i = 1; i < REDEPLOYMENTS; i++) {
            server.undeploy();
            deploy(Map.of());
            deliver();
        }

        assertThat(Ledger.recipients()).hasSize(REDEPLOYMENTS);
        Awaitility.await().untilAsserted(() -> assertThat(adaptersThreads()).isLessThanOrEqualTo(threads));
    }

    private void deploy(Map<String, String> properties) throws Exception {
        server.deploy(ear, properties);
    }

    private void deliver() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n");
        }
    }

    private void awaitThatThePortIsFree() {
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(
                        () -> SmtpClient.open("127.0.0.1", port).close())
                .hasMessageContaining("refused"));
    }

    /** Threads that are inside of an event loop. */
    private static int adaptersThreads() {
        return (int) Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith("io.netty.channel.SingleThreadIoEventLoop")))
                .count();
    }
}
