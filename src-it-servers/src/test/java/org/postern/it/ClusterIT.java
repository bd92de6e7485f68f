package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
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
 * {@code -Dpostern.cluster} says which, {@code -Dpostern.cluster.messages} how much mail, {@code -Dpostern.cluster.kill} after how many
 * seconds each one is killed, and {@code -Dpostern.cluster.log=false} that the bean has no delivery log.
 */
class ClusterIT {
    private static final int SIZE = 3;
    private static final int MESSAGES = Integer.getInteger("postern.cluster.messages", 2_000);
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(Integer.getInteger("postern.cluster.kill", 0));
    private static final boolean LOG = Boolean.parseBoolean(System.getProperty("postern.cluster.log", "true"));
    private static final Candidate KIND = Fleet.ofClusters();
    private static final Figures FIGURES = new Figures("cluster.txt");
    private static final int KILLS_OF_ACCIDENTS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(45);

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @TempDir
    Path directory;

    /** One thing that happens to it. */
    private interface Accident {
        void happen(Cluster cluster) throws Exception;
    }

    /** Sends mail, and lets things happen meanwhile. */
    private interface Day {
        /**
         * @param relay where Postfix takes mail
         * @return how many times a server was killed
         */
        int pass(Cluster cluster, int relay) throws Exception;
    }

    @Test
    void eachMessageIsStoredOnceWhateverHappensMeanwhile() throws Exception {
        assumeTrue(BETWEEN_KILLS.isZero(), "with -Dpostern.cluster.kill the other test runs");
        pass(this::oneAccidentAfterAnother);
    }

    @Test
    void eachMessageIsStoredOnceThoughServersAreKilledAllTheTime() throws Exception {
        assumeTrue(!BETWEEN_KILLS.isZero(), "needs -Dpostern.cluster.kill");
        pass(this::killedAllTheTime);
    }

    private void pass(Day day) throws Exception {
        assumeTrue(Postfix.isUsable() && Command.isInstalled("haproxy"), "needs root, Postfix and HAProxy");
        int relay = FreePorts.on("127.0.0.1");
        try (Cluster cluster = new Cluster(KIND, SIZE, directory)) {
            String source = cluster.addDataSource("ledger", ledger.url());
            Map<String, String> activation =
                    LOG ? Map.of("deliveryLog", source, "deliveryLogCreate", "true") : Map.of();
            cluster.deploy(
                    Application.of(Ears.withBeans()
                                    .bean(StoringBean.class, activation)
                                    .withDataSource(source))
                            .inOneFile(),
                    cluster.hasGrid() ? Map.of("sharedStore", "grid") : Map.of());
            Postfix postfix =
                    Postfix.start(relay, "{ example.com = may:[127.0.0.1]:%d }".formatted(cluster.port()), """
                            default_destination_concurrency_limit = 5
                            """);
            try {
                long begun = System.nanoTime();
                int kills = day.pass(cluster, relay);
                Awaitility.await().atMost(PATIENCE).until(() -> isEmpty(postfix.queue()));
                Duration took = Duration.ofNanos(System.nanoTime() - begun);

                List<String> recipients = ledger.recipients();
                int twice = recipients.size() - new HashSet<>(recipients).size();
                note(cluster, postfix, took, kills, twice);
                assertThat(recipients.size() - twice).isEqualTo(MESSAGES);
                assertThat(postfix.log()).doesNotContain("status=bounced");
                if (LOG) {
                    assertThat(twice).isZero();
                }
            } finally {
                postfix.close();
            }
        }
    }

    private int oneAccidentAfterAnother(Cluster cluster, int relay) throws Exception {
        List<Accident> accidents = accidents();
        assertThat(MESSAGES % accidents.size()).as("as many messages for each").isZero();
        int some = MESSAGES / accidents.size();
        for (int i = 0; i < accidents.size(); i++) {
            CompletableFuture<Void> sent = send(relay, some, "b" + i + "@example.com");
            awaitStored(some * i + some / 4);
            accidents.get(i).happen(cluster);
            sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            awaitStored(some * (i + 1));
        }
        return KILLS_OF_ACCIDENTS;
    }

    /** All else that can happen does in the middle. */
    private int killedAllTheTime(Cluster cluster, int relay) throws Exception {
        CompletableFuture<Void> sent = send(relay, MESSAGES, "b@example.com");
        Deque<Accident> others = new ArrayDeque<>(List.of(
                Cluster::reload,
                one -> ledger.restart(),
                one -> one.upgrade(0),
                one -> one.upgrade(1),
                one -> one.upgrade(2)));
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        while (ledger.recipients().size() < MESSAGES) {
            long next = System.nanoTime() + BETWEEN_KILLS.toNanos();
            if (ledger.recipients().size() > MESSAGES / 2 && !others.isEmpty()) {
                awaitAll(starts);
                others.remove().happen(cluster);
            } else {
                // The one that was killed last may still be starting: of the two others, one is up at least.
                awaitAll(starts.subList(0, Math.max(starts.size() - 1, 0)));
                starts.add(cluster.killAndGoOn(starts.size() % SIZE));
            }
            Awaitility.await()
                    .atMost(BETWEEN_KILLS.multipliedBy(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> System.nanoTime() > next || ledger.recipients().size() >= MESSAGES);
        }
        awaitAll(starts);
        int kills = starts.size();
        sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return kills;
    }

    private static void awaitAll(List<CompletableFuture<Void>> starts) throws Exception {
        for (CompletableFuture<Void> start : starts) {
            start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
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

    private static void note(Cluster cluster, Postfix postfix, Duration took, int kills, int twice) throws Exception {
        FIGURES.note(
                ("%s, %s: %d messages in %d s, %d kills: %d times Postfix had to try again, %d came again after their"
                                + " commit, and were recognised, %d were stored twice")
                        .formatted(
                                KIND.title(),
                                LOG ? "with the log" : "without the log",
                                MESSAGES,
                                took.toSeconds(),
                                kills,
                                count(postfix.log(), "status=deferred"),
                                cluster.logs().stream()
                                        .mapToLong(log -> count(log, "POSTERN-2015"))
                                        .sum(),
                                twice));
    }

    private static long count(String log, String what) {
        return log.lines().filter(line -> line.contains(what)).count();
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
