package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged EAR, deployed again and again while clients do whatever clients can do; then what they were told and what was
 * stored are compared. Ten minutes with {@code -Dpostern.chaos.minutes=10}, the same again with {@code -Dpostern.chaos.seed}.
 */
@ExtendWith(ArquillianExtension.class)
class ChaosIT {
    private static final Duration TIME = Integer.getInteger("postern.chaos.minutes") == null
            ? Duration.ofSeconds(20)
            : Duration.ofMinutes(Integer.getInteger("postern.chaos.minutes"));
    private static final long SEED = Long.getLong("postern.chaos.seed", new Random().nextLong());
    private static final int SENDERS = 8;
    private static final int CONNECTIONS_BETWEEN = 200;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (<[^>]*>)");
    private static final Figures FIGURES = new Figures("chaos.txt");

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path files;

    private final AdapterLog log = new AdapterLog();
    private final int port = FreePorts.on("127.0.0.1");
    private final String run = UUID.randomUUID().toString();
    private final Random seeds = new Random(SEED);
    private final List<ChaoticSender> senders = IntStream.range(0, SENDERS)
            .mapToObj(i -> new ChaoticSender(run + "." + i, port, seeds.nextLong()))
            .toList();

    @Test
    void whatSendersWereToldAndWhatWasStoredAgreeAndNothingIsLeft() throws Exception {
        server.useAsContainerKeyStore(
                TestKeyStore.at(files.resolve("keys.p12")).good("mx").save());
        deploy();
        server.undeploy();
        Remains before = Remains.of(server.management());
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        Map<String, ChaoticSender.Heard> heard = new TreeMap<>();
        int redeployments = 0;
        try {
            deploy();
            List<Future<Map<String, ChaoticSender.Heard>>> sending =
                    senders.stream().map(threads::submit).toList();
            long end = System.nanoTime() + TIME.toNanos();
            while (System.nanoTime() - end < 0) {
                long connections = connections();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> connections() > connections + CONNECTIONS_BETWEEN
                                || sending.stream().anyMatch(Future::isDone));
                server.undeploy();
                deploy();
                redeployments++;
            }
            senders.forEach(ChaoticSender::stop);
            for (Future<Map<String, ChaoticSender.Heard>> sender : sending) {
                heard.putAll(sender.get(2, TimeUnit.MINUTES));
            }
        } finally {
            senders.forEach(ChaoticSender::stop);
            threads.shutdown();
        }
        server.undeploy();

        FIGURES.note("seed %d: %d redeployments, %d connections, %s"
                .formatted(SEED, redeployments, connections(), count(heard)));
        assertStored(heard);
        assertThat(log.lines()).as(seed()).noneMatch(line -> line.matches("POSTERN-(9\\d\\d\\d|1003) .*"));
        log.close();
        FIGURES.note("left: " + before.awaitNoMore(server.management(), 2 + redeployments / 4));
    }

    private void deploy() throws Exception {
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:" + port,
                        "certificateBindings",
                        "*=mx",
                        "spoolThresholdBytes",
                        "64",
                        "maxConnectionsPerPeer",
                        "1000",
                        "spoolDirectory",
                        files.toString(),
                        "stateDirectory",
                        files.toString()));
    }

    private void assertStored(Map<String, ChaoticSender.Heard> heard) throws IOException, SQLException {
        Map<String, Integer> mails = mails();
        Set<String> orders = orders();
        assertThat(heard.keySet()).as(seed()).containsAll(mails.keySet()).containsAll(orders);
        heard.forEach((id, what) -> {
            int copies = mails.getOrDefault(id, 0);
            boolean order = id.endsWith(ChaoticSender.ORDER);
            String which = "%s, %s, %s".formatted(seed(), id, what);
            switch (what) {
                case ACCEPTED -> {
                    assertThat(copies).as(which).isEqualTo(1);
                    assertThat(orders.contains(id)).as(which).isEqualTo(order);
                }
                case NOTHING_SENT -> {
                    assertThat(copies).as(which).isZero();
                    assertThat(orders).as(which).doesNotContain(id);
                }
                case NO_REPLY -> assertThat(copies).as(which).isLessThanOrEqualTo(1);
                // Of an order the worse outcome is the reply: one of two beans may have taken it.
                case REFUSED -> assertThat(copies).as(which).isLessThanOrEqualTo(order ? 1 : 0);
            }
        });
    }

    /** How many copies there are of each message of this run. */
    private Map<String, Integer> mails() throws IOException {
        Map<String, Integer> copies = new TreeMap<>();
        try (Stream<Path> all = Files.list(server.mailbox().directory())) {
            for (Path file : all.filter(one -> one.toString().endsWith(".eml")).toList()) {
                Matcher id = MESSAGE_ID.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                assertThat(id.find()).isTrue();
                copies.merge(id.group(1), 1, Integer::sum);
            }
        }
        return copies;
    }

    /** Those of this run. The database is in this JVM. */
    private Set<String> orders() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:./target/example-database");
                PreparedStatement statement =
                        connection.prepareStatement("SELECT ORDER_ID FROM POSTERN_ORDER WHERE ORDER_ID LIKE ?")) {
            statement.setString(1, "<" + run + "%");
            Set<String> ids = new TreeSet<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getString(1));
                }
            }
            return ids;
        }
    }

    private long connections() {
        return senders.stream().mapToLong(ChaoticSender::connections).sum();
    }

    private static Map<ChaoticSender.Heard, Long> count(Map<String, ChaoticSender.Heard> heard) {
        return heard.values().stream()
                .collect(Collectors.groupingBy(what -> what, TreeMap::new, Collectors.counting()));
    }

    private static String seed() {
        return "-Dpostern.chaos.seed=" + SEED;
    }
}
