package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.h2.Driver;

/** The ledger of misbehaving beans, which lives with the tests and needs nothing that a server has or has not. */
final class Books implements AutoCloseable {
    private static final int SENDERS = 4;
    private static final int ENOUGH = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Ledger ledger = new Ledger();
    private final String application;

    /** For an application of its own name: GlassFish keeps the data sources of one that had the same. */
    Books() throws SQLException {
        this("books-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** For an application of that name. */
    Books(String application) throws SQLException {
        this.application = application;
        ledger.beforeEach(null);
    }

    /** With a bean that stores recipients in the container's transaction. */
    Application application() {
        return Application.of(
                application,
                Ears.withBeans(application)
                        .bean(ManagedBean.class, Map.of())
                        .withLedger(ledger)
                        .library(Driver.class));
    }

    /** With a bean that stores them here and in other books, in a transaction of two XA resources. */
    Application applicationWith(Books other) {
        return Application.of(
                application,
                Ears.withBeans(application)
                        .bean(TwoDatabasesBean.class, Map.of())
                        .withLedgers(ledger, other.ledger)
                        .library(Driver.class));
    }

    /** With a bean that has these properties of the activation and stores recipients by a data source of the server. */
    Application applicationOn(String dataSource, Map<String, String> activation) {
        return Application.of(
                application,
                Ears.withBeans(application).bean(ManagedBean.class, activation).withDataSource(dataSource));
    }

    /** Where a server's own data source finds them. */
    String url() {
        return ledger.url();
    }

    /** How often beans were called. */
    long calls() throws SQLException {
        return ledger.calls();
    }

    /** Lets servers not connect any more, nor use the connections that they have. */
    void switchOff() throws SQLException {
        ledger.switchOff();
    }

    /** Lets them connect again. */
    void switchOn() throws SQLException {
        ledger.switchOn();
    }

    /** From now on this recipient is refused. */
    void refuse(String recipient) throws SQLException {
        ledger.refuse(recipient);
    }

    /** Ends all connections of servers, whatever is under way in them. */
    void disconnect() throws SQLException {
        ledger.disconnect();
    }

    List<String> recipients() throws SQLException {
        return ledger.recipients();
    }

    /** What an administrator does while mail comes in. */
    interface Interruption {
        void run() throws Exception;
    }

    /** Mail comes in before, meanwhile and afterwards; in the end each message is stored once, but for those without a reply. */
    void assertAgreeAfter(int port, Interruption interruption) throws Exception {
        List<StubbornSender> senders = IntStream.range(0, SENDERS)
                .mapToObj(i -> new StubbornSender(String.valueOf(i), port))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        Map<String, Integer> doubts = new TreeMap<>();
        try {
            List<Future<Map<String, Integer>>> sending =
                    senders.stream().map(threads::submit).toList();
            awaitMore();
            interruption.run();
            awaitMore();
            senders.forEach(StubbornSender::stop);
            for (Future<Map<String, Integer>> sender : sending) {
                doubts.putAll(sender.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
        assertAgree(doubts);
    }

    /** By recipient, of whom there may be a hundred thousand. */
    private void assertAgree(Map<String, Integer> doubts) throws SQLException {
        Map<String, Integer> stored = new TreeMap<>();
        recipients().forEach(recipient -> stored.merge(recipient, 1, Integer::sum));
        assertThat(without(doubts, stored)).as("lost").isEmpty();
        assertThat(without(stored, doubts)).as("not known to a sender").isEmpty();
        stored.forEach((recipient, times) -> assertThat(times).as(recipient).isBetween(1, 1 + doubts.get(recipient)));
    }

    private static Set<String> without(Map<String, Integer> some, Map<String, Integer> others) {
        Set<String> left = new TreeSet<>(some.keySet());
        left.removeAll(others.keySet());
        return left;
    }

    /** Until mail comes in. */
    void awaitMore() throws SQLException {
        int before = recipients().size();
        Awaitility.await().atMost(PATIENCE).until(() -> recipients().size() > before + ENOUGH);
    }

    @Override
    public void close() throws SQLException {
        ledger.afterEach(null);
    }
}
