package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** What becomes of clients whose application goes, and what is left of it in the server. */
final class UndeployCells {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Threads and timers that a server starts while an adapter is there keep its class loader. */
    private static final int KEPT_BY_THE_SERVER = 2;

    private UndeployCells() {}

    static void withClients(Site site) throws Exception {
        Remains before = Remains.of(site.management());
        Gate gate = new Gate();
        gate.beforeEach(null);
        try (Books books = new Books()) {
            Application application = books.application();
            site.deploy(application, Map.of("listen", site.listen()));
            List<String> accepted = undeployWithClients(site, application, gate);

            assertThat(FreePorts.isFree("127.0.0.1", site.port())).isTrue();
            assertThat(books.recipients()).containsExactlyInAnyOrderElementsOf(accepted);
        } finally {
            gate.afterEach(null);
        }
        before.awaitNoMore(site.management(), KEPT_BY_THE_SERVER);
    }

    /** The recipients of what was accepted. */
    private static List<String> undeployWithClients(Site site, Application application, Gate gate) throws Exception {
        List<String> accepted = new ArrayList<>();
        try (SmtpClient idle = site.connect();
                SmtpClient receiving = site.connect();
                SmtpClient delivering = site.connect()) {
            receiving.command("EHLO client.example.org", 250);
            receiving.command("MAIL FROM:<a@example.org>", 250);
            receiving.command("RCPT TO:<return@example.com>", 250);
            receiving.command("DATA", 354);
            receiving.send("half a message");
            delivering.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
            gate.awaitArrival();

            CompletableFuture<Void> undeployed = CompletableFuture.runAsync(() -> site.undeploy(application.name()));
            Awaitility.await().atMost(PATIENCE).until(() -> !takesAnother(site, accepted));
            gate.open();

            String outcome = delivering.reply();
            if (outcome.startsWith("250 ")) {
                accepted.add(gate.recipient());
            } else {
                assertThat(outcome).startsWith("451 ");
            }
            for (SmtpClient client : List.of(idle, receiving, delivering)) {
                client.expect(421);
                client.expectEnd();
            }
            undeployed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return accepted;
    }

    /** Some servers close the port first, others let the bean end. */
    private static boolean takesAnother(Site site, List<String> accepted) {
        try (SmtpClient client = site.connect()) {
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n");
            accepted.add("return@example.com");
            return true;
        } catch (IOException | AssertionError e) {
            return false;
        }
    }
}
