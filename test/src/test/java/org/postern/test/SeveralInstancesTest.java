package org.postern.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.MessageDriven;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;

/** Two instances of one application that share a table. */
@Timeout(60)
class SeveralInstancesTest {
    private static final String NAME = "jdbc/common";
    private static final int LIMIT = 5;

    private final JdbcConnectionPool database =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    private final Lines log = new Lines();
    private final AtomicInteger taken = new AtomicInteger();
    private final TestContainer one = instance();
    private final TestContainer other = instance();
    private volatile boolean gone;

    /** Takes all. */
    @MessageDriven
    record Bean(AtomicInteger taken) implements MailListener {
        @Override
        public void onMessage(MailMessage message) {
            taken.incrementAndGet();
        }
    }

    private TestContainer instance() {
        return TestContainer.of(new Bean(taken))
                .tls()
                .user("anna", "secret")
                .property("maxFailedAuthentications", String.valueOf(LIMIT))
                .property("sharedStore", NAME)
                .property("sharedStoreCreate", "true");
    }

    @BeforeEach
    void share() {
        TestNaming.bind(NAME, switchable());
        one.address();
        other.address();
        until(() -> reached() == 2);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        TestNaming.unbindAll();
        database.dispose();
        log.close();
    }

    @Test
    void aGuesserWhoSpreadsOverTheInstancesHasAsManyGuessesAsAtOne() {
        List<Integer> replies = new ArrayList<>();
        for (int i = 0; i < 4 * LIMIT; i++) {
            replies.add(guess(i % 2 == 0 ? one : other, "guess" + i));
        }

        assertThat(replies.subList(0, LIMIT)).containsOnly(535);
        assertThat(replies.subList(LIMIT, replies.size())).containsOnly(454);
        assertThat(guess(one, "secret")).as("from there nothing is heard").isEqualTo(454);
        assertThat(log.count("POSTERN-3025")).as("said once").isEqualTo(1);
    }

    @Test
    void thoseWhoAreRightAreNotCounted() {
        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThat(guess(i % 2 == 0 ? one : other, "secret")).isEqualTo(250);
        }
    }

    /** Whichever of them it asks again. */
    @Test
    void aMessageWhoseSenderDidNotHearTheReplyIsDeliveredOnce() {
        TestMessage message = TestMessage.from("ann@example.org").text("2 x coffee");
        one.sender().leaveBeforeReply(message);
        until(() -> entries("committed-%") == 1);

        assertThat(other.sender().send(message).code()).isEqualTo(250);
        assertThat(taken).hasValue(1);
        assertThat(log.count("POSTERN-2015")).isEqualTo(1);
        until(() -> value("committed-%").equals("0"));
        assertThat(other.sender().send(message).code())
                .as("its sender knows by now")
                .isEqualTo(250);
        assertThat(taken).hasValue(2);
    }

    /** It says so once, and the mail of users goes on. */
    @Test
    void theStoreIsSwitchedOffUnderLoadAndComesBack() {
        gone = true;
        for (int i = 0; i < 20; i++) {
            assertThat(guess(one, "secret")).isEqualTo(250);
        }
        assertThat(reached()).as("the other one may have noticed, too").isLessThan(2);
        assertThat(log.count("POSTERN-1082")).as("once at each").isBetween(1L, 2L);

        gone = false;
        until(() -> reached() == 2);
        assertThat(guess(one, "secret")).isEqualTo(250);
        until(() -> log.count("POSTERN-1083") == log.count("POSTERN-1082"));
    }

    /** As soon as they have told each other. */
    @Test
    void aPeerThatSpreadsItsMessagesHasOneLimit() {
        try (TestContainer third = instance().property("maxMessagesPerPeerPerMinute", "10");
                TestContainer fourth = instance().property("maxMessagesPerPeerPerMinute", "10")) {
            third.address();
            fourth.address();
            until(() -> reached() == 4);
            for (int i = 0; i < 9; i++) {
                assertThat(send(third)).isEqualTo(250);
            }
            until(() -> "9".equals(value("messages-%")));
            assertThat(send(fourth)).isEqualTo(250);
            until(() -> "10".equals(value("messages-%")));

            until(() -> send(fourth) == 450);
            assertThat(taken).hasValueLessThan(15);
        }
    }

    private static int send(TestContainer instance) {
        return instance.sender()
                .send(TestMessage.from("ann@example.org").text("2 x coffee"))
                .code();
    }

    private static int guess(TestContainer instance, String password) {
        return instance.sender()
                .startTls(instance.clientTls())
                .authenticated("anna", password)
                .send(TestMessage.from("anna@example.com").text("Hello"))
                .code();
    }

    /** Instances that reach the store, as an administrator sees it. */
    private static int reached() {
        try {
            var server = ManagementFactory.getPlatformMBeanServer();
            Set<ObjectName> adapters = server.queryNames(new ObjectName("org.postern:type=Adapter,*"), null);
            int count = 0;
            for (ObjectName adapter : adapters) {
                count += server.getAttribute(adapter, "SharedStoreReached").equals(1) ? 1 : 0;
            }
            return count;
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }

    private int entries(String keys) {
        return Integer.parseInt(select("SELECT COUNT(*) FROM POSTERN_SHARED WHERE STORE_KEY LIKE '" + keys + "'"));
    }

    private String value(String keys) {
        return select("SELECT MAX(STORE_VALUE) FROM POSTERN_SHARED WHERE STORE_KEY LIKE '" + keys + "'");
    }

    private String select(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private DataSource switchable() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (gone) {
                        throw new SQLException("the database is down");
                    }
                    return method.invoke(database, arguments);
                });
    }

    /** What the adapters log. */
    private static final class Lines extends Handler {
        private final Logger logger = Logger.getLogger("org.postern.ra");
        private final List<String> lines = new ArrayList<>();

        Lines() {
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
        }

        synchronized long count(String id) {
            return lines.stream().filter(line -> line.startsWith(id)).count();
        }

        @Override
        public synchronized void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.setUseParentHandlers(true);
            logger.removeHandler(this);
        }
    }
}
