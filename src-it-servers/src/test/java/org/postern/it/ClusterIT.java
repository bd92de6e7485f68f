package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.it.Application.Packaging;

/**
 * {@code mvn -Pcluster verify}: three servers behind HAProxy take a queue of mail from Postfix, whatever happens to them meanwhile.
 * {@code -Dpostern.cluster} says which, and {@code -Dpostern.cluster.messages} how much mail.
 */
class ClusterIT {
    private static final int SIZE = 3;
    private static final int MESSAGES = Integer.getInteger("postern.cluster.messages", 2_000);
    private static final String SERVERS = System.getProperty("postern.cluster", "micro6");
    private static final Figures FIGURES = new Figures("cluster.txt");
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @TempDir
    Path directory;

    /** One thing that happens to it. */
    private interface Accident {
        void happen(Cluster cluster) throws Exception;
    }

    @Test
    void eachMessageIsStoredOnceWhateverHappensMeanwhile() throws Exception {
        assumeTrue(Postfix.isUsable() && Command.isInstalled("haproxy"), "needs root, Postfix and HAProxy");
        Candidate kind = Fleet.all().stream()
                .filter(one -> one.isMeantBy(SERVERS))
                .findFirst()
                .orElseThrow();
        Application application = one(Application.of(Ears.withBeans()
                .bean(StoringBean.class, Map.of("deliveryLog", Ears.LEDGER, "deliveryLogCreate", "true"))
                .withLedger(ledger)));
        int relay = FreePorts.on("127.0.0.1");
        try (Cluster cluster = new Cluster(kind, SIZE, application, Map.of(), directory)) {
            Postfix postfix =
                    Postfix.start(relay, "{ example.com = may:[127.0.0.1]:%d }".formatted(cluster.port()), """
                            default_destination_concurrency_limit = 5
                            """);
            try {
                queue(relay);
                List<Accident> accidents = accidents();
                for (int i = 0; i < accidents.size(); i++) {
                    awaitStored(MESSAGES / (accidents.size() + 1) * (i + 1));
                    accidents.get(i).happen(cluster);
                }
                awaitStored(MESSAGES);
                Awaitility.await().atMost(PATIENCE).until(() -> isEmpty(postfix.queue()));

                assertThat(ledger.recipients()).doesNotHaveDuplicates().hasSize(MESSAGES);
                assertThat(postfix.log()).doesNotContain("status=bounced");
            } finally {
                postfix.close();
            }
            long again =
                    cluster.log().filter(line -> line.contains("POSTERN-2015")).count();
            FIGURES.note("%s, %d messages: %d came again after their commit, and were recognised"
                    .formatted(kind.title(), MESSAGES, again));
        }
    }

    /** The same file everywhere: its name is that of the application. */
    private static Application one(Application application) {
        return new Application(application.name(), built(application.ear()), built(application.besideTheAdapter()));
    }

    private static Packaging built(Packaging packaging) {
        AtomicReference<Path> file = new AtomicReference<>();
        return () -> {
            if (file.get() == null) {
                file.set(packaging.build());
            }
            return file.get();
        };
    }

    private List<Accident> accidents() {
        return List.of(
                cluster -> cluster.kill(0),
                cluster -> cluster.kill(1),
                Cluster::reload,
                cluster -> ledger.restart(),
                cluster -> cluster.kill(2),
                cluster -> {
                    for (int i = 0; i < SIZE; i++) {
                        cluster.upgrade(i);
                    }
                },
                cluster -> cluster.kill(0),
                cluster -> cluster.kill(1));
    }

    private static void queue(int relay) throws Exception {
        Command.Result sent = Command.runWithin(
                PATIENCE,
                "smtp-source",
                "-N",
                "-s",
                "5",
                "-m",
                String.valueOf(MESSAGES),
                "-f",
                "a@example.org",
                "-t",
                "b@example.com",
                "127.0.0.1:" + relay);
        assertThat(sent).matches(Command.Result::succeeded);
    }

    private void awaitStored(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ledger.recipients().size() >= count);
    }

    /** Nothing that waits, or is under way. */
    private static boolean isEmpty(Path queue) throws Exception {
        for (String name : List.of("maildrop", "incoming", "active", "deferred")) {
            Path part = queue.resolve(name);
            if (Files.exists(part)) {
                try (Stream<Path> files = Files.walk(part)) {
                    if (files.anyMatch(Files::isRegularFile)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
