package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn -Pcluster verify}: three servers that share a table. {@code -Dpostern.cluster} says which. */
class ClusterStoreIT {
    private static final int SIZE = 3;

    /** No multiple of three: none of them has come to it when all have. */
    private static final int GUESSES = 10;

    /** Whether the store is back. */
    private static final Duration TWO_LOOKS = Duration.ofSeconds(11);

    private static final String PASSWORD = "annas-secret";

    @TempDir
    static Path directory;

    private static Books store;
    private static Books books;
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Command.isInstalled("haproxy"), "needs HAProxy");
        store = new Books();
        books = new Books();
        cluster = new Cluster(Fleet.ofClusters(), SIZE, directory);
        cluster.addUser("anna", PASSWORD);
        String shared = cluster.addDataSource("store", store.url());
        String source = cluster.addDataSource("ledger", books.url());
        TestKeyStore keys =
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save();
        Map<String, String> properties = new HashMap<>(Map.of(
                "keyStore",
                "file:" + keys.file(),
                "keyStorePassword",
                TestKeyStore.PASSWORD,
                "certificateBindings",
                "*=mx",
                "authentication",
                "offer",
                "maxFailedAuthentications",
                String.valueOf(GUESSES),
                "sharedStore",
                shared,
                "sharedStoreCreate",
                "true"));
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
        // A server that has just started is slow, and has 250 ms.
        cluster.ports().forEach(port -> guess(port, "192.0.2.8", "nobody"));
        awaitStoreReached(true);
        List<String> before = cluster.logs();
        Map<String, Long> replies = IntStream.range(0, GUESSES * SIZE)
                .mapToObj(i -> guess(cluster.ports().get(i % SIZE), "192.0.2.7", "anna"))
                .collect(Collectors.groupingBy(reply -> reply.substring(0, 3), Collectors.counting()));

        assertThat(loggedSince(before))
                .as("this machine is so busy that the table does not answer within 250 ms")
                .allSatisfy(log -> assertThat(log).doesNotContain("POSTERN-1082"));
        assertThat(replies).isEqualTo(Map.of("535", (long) GUESSES, "454", (long) GUESSES * (SIZE - 1)));
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

    /** As the balancer hands it on. */
    private static String guess(int port, String peer, String name) {
        try (SmtpClient client = SmtpClient.open("127.0.0.1", port)) {
            client.send("PROXY TCP4 " + peer + " 203.0.113.25 40000 25");
            client.expect(220);
            client.command("EHLO client.example.org", 250);
            client.startTls();
            client.command("EHLO client.example.org", 250);
            client.send("AUTH PLAIN "
                    + Base64.getEncoder().encodeToString(("\0" + name + "\0wrong").getBytes(StandardCharsets.UTF_8)));
            return client.reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
