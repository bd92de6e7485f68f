package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.resource.spi.ApplicationServerInternalException;
import jakarta.resource.spi.UnavailableException;
import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.api.MailListener;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.net.SystemTime;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.config.Property;
import org.postern.ra.deliverylog.DeliveryLog;
import org.postern.ra.deliverylog.LogTrouble;
import org.postern.ra.deliverylog.TestTransactions;
import org.postern.ra.duplicates.Fingerprint;

/** What the administrator hears of a delivery log, and how it is cleaned. */
class BeanLogTest {
    private final JdbcDataSource database = new JdbcDataSource();
    private final TestTransactions source = new TestTransactions(database);
    private final FakeTransactions transactions = new FakeTransactions();
    private final FakeBean bean = new FakeBean(transactions);
    private final ReceivedMessage message = ReceivedMessages.message("m-1", "hello\r\n");
    private final LogLines lines = new LogLines();
    private volatile @Nullable Object bound = source;

    private final DeliveryLog table =
            new DeliveryLog("jdbc/orders", Duration.ofDays(14), name -> bound, new SystemTime());
    private final BeanLog log =
            new BeanLog(table, false, new BeanLog.Names("Orders", "shop/Orders"), new DeliveryMessages(Settings.log()));

    @BeforeEach
    void makeTable() throws LogTrouble {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        table.create();
    }

    @AfterEach
    void shutDown() throws SQLException {
        lines.close();
        execute("SHUTDOWN");
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private String failToNote() throws Exception {
        Fingerprint key = log.key(message);
        LogTrouble trouble = catchThrowableOfType(LogTrouble.class, () -> log.enter(key, message, false));
        return log.replyInstead(message, trouble, false).orElseThrow().toString();
    }

    @Test
    void aTroubleIsToldOnceUntilItIsAnotherOneOrOver() throws Exception {
        source.lose(new SQLException("gone", "08006"));
        for (int i = 0; i < 3; i++) {
            assertThat(failToNote()).startsWith("451 4.3.2 ").doesNotContain("gone");
        }
        assertThat(lines.lines("POSTERN-2022"))
                .singleElement()
                .asString()
                .contains("Orders gets no messages", "jdbc/orders", "gone");

        bound = null;
        assertThat(failToNote()).startsWith("451 4.3.2 ");
        assertThat(lines.lines("POSTERN-2022")).hasSize(2);

        bound = source;
        source.lose(null);
        source.committed(() -> log.enter(log.key(message), message, false));
        assertThat(lines.lines("POSTERN-2023")).hasSize(1);

        source.lose(new SQLException("gone", "08006"));
        assertThat(failToNote()).startsWith("451 4.3.2 ");
        assertThat(lines.lines("POSTERN-2022")).hasSize(3);
    }

    @Test
    void oldRowsAreForgottenInTransactionsOfTheBeansEndpointWithoutACallOfIt() throws Exception {
        execute("INSERT INTO POSTERN_DELIVERY SELECT 'old ' || X, CURRENT_TIMESTAMP, DATEADD('SECOND', X - 900000,"
                + " CURRENT_TIMESTAMP), 'm' FROM SYSTEM_RANGE(1, 1500)");

        clean();

        assertThat(bean.calls())
                .containsExactly(
                        "create",
                        "before onMessage",
                        "after",
                        "release",
                        "create",
                        "before onMessage",
                        "after",
                        "release");
        assertThat(transactions.outcomes()).containsOnly(Status.STATUS_COMMITTED);
        assertThat(table.forgetSome()).isFalse();
    }

    @Test
    void whatCannotBeForgottenIsToldAndRolledBack() {
        source.lose(new SQLException("gone", "08006"));

        clean();

        assertThat(lines.lines("POSTERN-2025")).singleElement().asString().contains("jdbc/orders", "gone");
        assertThat(transactions.outcomes()).containsExactly(Status.STATUS_ROLLEDBACK);
    }

    @Test
    void aBeanWithoutAFreeInstanceIsCleanedLater() {
        bean.creating(() -> {
            throw new UnavailableException();
        });

        assertThatCode(this::clean).doesNotThrowAnyException();
        assertThat(bean.calls()).containsExactly("create");
    }

    /** Those of another one are deleted all the same. */
    @Test
    void aBeanWhoseContainerFailsIsToldAndKeepsNoneFromBeingCleaned() {
        bean.before(() -> {
            throw new ApplicationServerInternalException("out of order");
        });

        assertThatCode(this::clean).doesNotThrowAnyException();
        assertThat(lines.lines("POSTERN-2025")).singleElement().asString().contains("out of order");
    }

    /** At 170 messages a second more become old in ten minutes than are deleted at once. */
    @Test
    void whatIsLeftIsToldSoThatItGoesOn() throws Exception {
        execute("INSERT INTO POSTERN_DELIVERY SELECT 'old ' || X, CURRENT_TIMESTAMP, DATEADD('SECOND', X - 900000,"
                + " CURRENT_TIMESTAMP), 'm' FROM SYSTEM_RANGE(1, 100500)");

        assertThat(clean()).isTrue();
        assertThat(clean()).isFalse();
        assertThat(table.forgetSome()).isFalse();
    }

    private boolean clean() {
        return new LogCleaning(activation(), log, transactions.ofThreads()).run();
    }

    private Activation activation() {
        return new Activation(
                bean,
                Settings.endpoint(Property.DELIVERY_LOG, "jdbc/orders"),
                MailListener.class,
                Optional.empty(),
                new DeliveryCounters(),
                1,
                (name, inTable) -> Optional.of(log));
    }

    /** The same message was with another instance's bean, whose transaction is rolled back at last. */
    @Test
    void aMessageWhoseSenderWasAnsweredWhileItWaitedForItsNoteIsNotGivenToTheBean() {
        Delivery delivery =
                new Delivery(message, activation(), transactions.ofThreads(), new DeliveryMessages(Settings.log()));
        source.meanwhile(() -> delivery.abandon(NotCommitted.TOO_SLOW));

        source.rolledBack(
                () -> assertThat(delivery.deliver().orElseThrow().reason()).isEqualTo("bean took too long"));

        assertThat(bean.calls()).containsExactly("create", "before onMessage", "after", "release");
        assertThat(transactions.outcomes()).containsExactly(Status.STATUS_ROLLEDBACK);
    }

    @Test
    void aBeanWhoseMethodHasNoTransactionIsRefused() {
        bean.withoutTransaction();

        assertThatIllegalArgumentException()
                .isThrownBy(this::activation)
                .withMessageStartingWith("deliveryLog=\"jdbc/orders\": onMessage() of ");
    }

    @Test
    void twoBeansOfOneClassAndApplicationShareALogAndOthersDoNot() {
        DeliveryMessages messages = new DeliveryMessages(Settings.log());
        BeanLog same = new BeanLog(table, true, new BeanLog.Names("Orders", "shop/Orders"), messages);
        BeanLog other = new BeanLog(table, true, new BeanLog.Names("Orders", "mall/Orders"), messages);

        assertThat(log.isThatOf(same)).isTrue();
        assertThat(log.isThatOf(other)).isFalse();
    }
}
