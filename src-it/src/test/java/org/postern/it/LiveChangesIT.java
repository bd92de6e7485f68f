package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Properties are changed, and whoever connects at that moment waits instead of being refused. */
@ExtendWith(ArquillianExtension.class)
class LiveChangesIT {
    private static final String RECIPIENT = "<return@example.com>";

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final AdapterLog log = new AdapterLog();
    private final int port = FreePorts.on("127.0.0.1");
    private final AtomicInteger greeted = new AtomicInteger();
    private final AtomicLong longestWait = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean ending;

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void nobodyIsRefusedWhileCertificatesLimitsAndLogsAreChanged() throws Exception {
        server.deploy(
                Ears.withBeans()
                        .bean(ManagedBean.class, Map.of("recipients", "*@example.com"))
                        .bean(RejectingBean.class, Map.of("recipients", "*@rejecting.example"))
                        .withLedger(ledger)
                        .build(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:" + port,
                        "certificateBindings",
                        "*=one",
                        "keyStore",
                        "container",
                        "maxConnections",
                        "1000",
                        "interferenceLogSeconds",
                        "3600",
                        "maxErrors",
                        "9"));
        Thread knocking = new Thread(this::knock, "knocking");
        knocking.start();
        int changes = 0;
        try {
            for (String value : List.of("*=two", "*=three")) {
                change("certificateBindings", value);
                changes++;
            }
            change("keyStore", "file:/does/not/exist");
            change("keyStore", "container");
            change("maxConnections", "900");
            change("interferenceLogSeconds", "60");
            change("maxErrors", "many");
            change("maxErrors", "8");
            changes += 6;
        } finally {
            ending = true;
            knocking.join();
        }
        assertThat(failures).isEmpty();
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", RECIPIENT, "x\r\n", 250);
        }
        assertThat(ledger.recipients()).hasSize(1);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("POSTERN-1014"))
                .isEmpty();
        new Figures("live-changes.txt")
                .note(changes + " properties changed, " + greeted
                        + " connections meanwhile, none refused, longest wait for a" + " greeting " + longestWait
                        + " ms");

        // After a change Payara says nothing but stop.
        server.undeploy();
        long undeployed = System.nanoTime();
        Awaitility.await().until(() -> FreePorts.isFree("127.0.0.1", port));
        assertThat(Duration.ofNanos(System.nanoTime() - undeployed)).isLessThan(Duration.ofSeconds(5));
    }

    /** Until somebody has come in after it. */
    private void change(String property, String value) {
        server.change(property, value);
        int before = greeted.get();
        Awaitility.await().until(() -> greeted.get() > before || !failures.isEmpty());
    }

    private void knock() {
        while (!ending) {
            long begin = System.nanoTime();
            try (SmtpClient client = SmtpClient.open("127.0.0.1", port)) {
                if (client.reply().startsWith("220")) {
                    greeted.incrementAndGet();
                    longestWait.accumulateAndGet((System.nanoTime() - begin) / 1_000_000, Math::max);
                }
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }
}
