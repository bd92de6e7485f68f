package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn -Pcluster verify}: three servers that share a table. {@code -Dpostern.cluster} says which. */
class ClusterStoreIT {
    private static final int SIZE = 3;

    /** Whether the store is back. */
    private static final Duration TWO_LOOKS = Duration.ofSeconds(11);

    @TempDir
    static Path directory;

    private static Books store;
    private static Books books;
    private static Cluster cluster;
    private static Guesser guesser;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Command.isInstalled("haproxy"), "needs HAProxy");
        store = new Books();
        books = new Books();
        cluster = new Cluster(Fleet.ofClusters(), SIZE, directory);
        String shared = cluster.addDataSource("store", store.url());
        String source = cluster.addDataSource("ledger", books.url());
        guesser = Guesser.of(cluster, directory);
        Map<String, String> properties = new HashMap<>(guesser.properties());
        properties.putAll(Map.of("sharedStore", shared, "sharedStoreCreate", "true"));
        cluster.deploy(books.applicationOn(source, Map.of()).inOneFile(), properties);
        awaitStoreReached(true);
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (books != null) {
            books.close();
        }
        if (store != null) {
            store.close();
        }
    }

    /** Of a name, wherever they come from; here all from one peer. */
    @Test
    void aGuesserWhoSpreadsOverTheServersHasAsManyGuessesAsAtOne() throws Exception {
        guesser.visitEach();
        awaitStoreReached(true);
        List<String> before = cluster.logs();
        Map<String, Long> replies = guesser.replies();

        assertThat(loggedSince(before))
                .as("this machine is so busy that the table does not answer within 250 ms")
                .allSatisfy(log -> assertThat(log).doesNotContain("POSTERN-1082"));
        assertThat(replies).isEqualTo(guesser.expected());
    }

    @Test
    void mailGoesOnWhileTheStoreIsSwitchedOffAndEachServerSaysSoOnce() throws Exception {
        books.assertAgreeAfter(cluster.port(), () -> {
            List<String> before = cluster.logs();
            store.switchOff();
            awaitStoreReached(false);
            books.awaitMore();
            Awaitility.await()
                    .during(TWO_LOOKS)
                    .atMost(TWO_LOOKS.multipliedBy(2))
                    .untilAsserted(() -> assertThat(loggedSince(before))
                            .allSatisfy(log -> assertThat(log).containsOnlyOnce("POSTERN-1082")));
            books.awaitMore();

            store.switchOn();
            awaitStoreReached(true);
            Awaitility.await().untilAsserted(() -> assertThat(loggedSince(before))
                    .allSatisfy(log -> assertThat(log).contains("POSTERN-1083")));
        });
    }

    /** By each server. */
    private static List<String> loggedSince(List<String> before) {
        List<String> now = cluster.logs();
        return IntStream.range(0, SIZE)
                .mapToObj(i -> now.get(i).substring(before.get(i).length()))
                .toList();
    }

    private static void awaitStoreReached(boolean isReached) {
        cluster.management().forEach(one -> SharedStores.awaitReached(one, isReached));
    }
}
