package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mvn -Pcluster verify}: three servers behind HAProxy take a queue of mail from Postfix, whatever happens to them meanwhile.
 * {@code -Dpostern.cluster} says which, and {@code -Dpostern.cluster.messages} how much mail.
 */
class ClusterIT {
    private static final int SIZE = 3;
    private static final int MESSAGES = Integer.getInteger("postern.cluster.messages", 2_000);
    private static final Candidate KIND = Fleet.ofClusters();
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
        int relay = FreePorts.on("127.0.0.1");
        try (Cluster cluster = new Cluster(KIND, SIZE, directory)) {
            String source = cluster.addDataSource("ledger", ledger.url());
            cluster.deploy(
                    Application.of(Ears.withBeans()
                                    .bean(StoringBean.class, Map.of("deliveryLog", source, "deliveryLogCreate", "true"))
                                    .withDataSource(source))
                            .inOneFile(),
                    Map.of());
            Postfix postfix =
                    Postfix.start(relay, "{ example.com = may:[127.0.0.1]:%d }".formatted(cluster.port()), """
                            default_destination_concurrency_limit = 5
                            """);
            try {
                List<Accident> accidents = accidents();
                int some = Math.max(MESSAGES / accidents.size(), 1);
                for (int i = 0; i < accidents.size(); i++) {
                    CompletableFuture<Void> sent = send(relay, some, "b" + i + "@example.com");
                    awaitStored(some * i + some / 4);
                    accidents.get(i).happen(cluster);
                    sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    awaitStored(some * (i + 1));
                }
                Awaitility.await().atMost(PATIENCE).until(() -> isEmpty(postfix.queue()));

                assertThat(ledger.recipients()).doesNotHaveDuplicates().hasSize(some * accidents.size());
                assertThat(postfix.log()).doesNotContain("status=bounced");
                note(cluster, postfix);
            } finally {
                postfix.close();
            }
        }
    }

    private List<Accident> accidents() {
        return List.of(
                cluster -> cluster.kill(0),
                cluster -> cluster.kill(1),
                Cluster::reload,
                cluster -> ledger.restart(),
                cluster -> cluster.kill(2),
                cluster -> cluster.upgrade(0),
                cluster -> cluster.upgrade(1),
                cluster -> cluster.upgrade(2),
                cluster -> cluster.kill(0),
                cluster -> cluster.kill(1));
    }

    /** Begins to: so that it is under way when something happens. The number of each stands before its recipient. */
    private static CompletableFuture<Void> send(int relay, int messages, String recipient) {
        return CompletableFuture.runAsync(() -> Program.run(
                "smtp-source",
                "-N",
                "-s",
                "5",
                "-m",
                String.valueOf(messages),
                "-f",
                "a@example.org",
                "-t",
                recipient,
                "127.0.0.1:" + relay));
    }

    private static void note(Cluster cluster, Postfix postfix) throws Exception {
        Stream<String> logged = cluster.logs().stream().flatMap(String::lines);
        FIGURES.note(
                "%s, %d messages: %d times Postfix had to try again, %d came again after their commit, and were recognised"
                        .formatted(
                                KIND.title(),
                                MESSAGES,
                                postfix.log()
                                        .lines()
                                        .filter(line -> line.contains("status=deferred"))
                                        .count(),
                                logged.filter(line -> line.contains("POSTERN-2015"))
                                        .count()));
    }

    private void awaitStored(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
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
