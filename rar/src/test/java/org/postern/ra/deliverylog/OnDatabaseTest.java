package org.postern.ra.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.naming.NameNotFoundException;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.SystemTime;
import org.postern.net.Time;
import org.postern.ra.deliverylog.LogTrouble.Kind;
import org.postern.ra.duplicates.Fingerprint;

/** Messages in a real table, by several connections. */
class OnDatabaseTest {
    private static final Fingerprint MAIL = new Fingerprint(1, -2, 3, 4);
    private static final Fingerprint OTHER = new Fingerprint(5, 6, 7, 8);
    private static final Duration KEEPING = Duration.ofDays(14);

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final TestTransactions transactions = new TestTransactions(source("sa"));
    private final Time time = new SystemTime();
    private final DeliveryLog log = log(KEEPING);

    @BeforeEach
    void makeTable() throws LogTrouble {
        log.create();
    }

    @AfterEach
    void shutDown() throws SQLException {
        execute("SHUTDOWN");
    }

    private DataSource source(String user) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(user.equals("sa") ? url + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=200" : url);
        source.setUser(user);
        return source;
    }

    private DeliveryLog log(Duration keeping) {
        return new DeliveryLog("jdbc/orders", keeping, name -> transactions, time);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = source("sa").getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private List<String> rows(String query) throws SQLException {
        try (Connection connection = source("sa").getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    private static LogTrouble trouble(ThrowingCallable call) {
        return catchThrowableOfType(LogTrouble.class, call);
    }

    @Test
    void aNoteIsThereWhenItsTransactionHasCommitted() throws Exception {
        transactions.committed(() -> log.enter(MAIL, "m-1"));

        assertThat(log.find(MAIL)).isPresent();
        assertThat(log.find(OTHER)).isEmpty();
        assertThat(rows("SELECT MESSAGE_ID FROM POSTERN_DELIVERY")).containsExactly("m-1");
        assertThat(rows("SELECT DIGEST FROM POSTERN_DELIVERY"))
                .containsExactly("0000000000000001fffffffffffffffe00000000000000030000000000000004");
    }

    @Test
    void aNoteIsGoneWhenItsTransactionWasRolledBack() throws Exception {
        transactions.rolledBack(() -> log.enter(MAIL, "m-1"));

        assertThat(log.find(MAIL)).isEmpty();
        transactions.committed(() -> log.enter(MAIL, "m-2"));
    }

    @Test
    void theSecondNoteOfAMessageIsRefusedAsTheSame() throws Exception {
        transactions.committed(() -> log.enter(MAIL, "m-1"));

        transactions.rolledBack(
                () -> assertThat(trouble(() -> log.enter(MAIL, "m-2")).kind()).isEqualTo(Kind.SAME));
    }

    @Test
    void whileAnotherTransactionHasTheMessageItIsInTheWay() throws Exception {
        transactions.committed(() -> {
            log.enter(MAIL, "m-1");
            CompletableFuture.runAsync(() -> transactions.rolledBack(() -> assertThat(
                                    trouble(() -> log.enter(MAIL, "m-2")).kind())
                            .isEqualTo(Kind.BUSY)))
                    .join();
        });

        assertThat(rows("SELECT MESSAGE_ID FROM POSTERN_DELIVERY")).containsExactly("m-1");
    }

    /** The row would stay whatever the bean does, and its message would be lost. */
    @Test
    void aConnectionThatCommitsByItselfIsRefusedBeforeAnythingIsWritten() throws Exception {
        LogTrouble trouble = trouble(() -> log.enter(MAIL, "m-1"));

        assertThat(trouble.kind()).isEqualTo(Kind.OTHER);
        assertThat(trouble)
                .hasMessageContaining("deliveryLog=\"jdbc/orders\"")
                .hasMessageContaining("jta=true in WildFly");
        assertThat(log.find(MAIL)).isEmpty();
    }

    /** Open Liberty's connections deny it, and refuse to be taken at their word. */
    @Test
    void aConnectionThatDeniesItsTransactionIsAsGood() throws Exception {
        transactions.deny("DSRA9350E: Operation setAutoCommit is not allowed during a global transaction.");
        transactions.rolledBack(() -> log.enter(MAIL, "m-1"));
        assertThat(log.find(MAIL)).isEmpty();

        transactions.committed(() -> log.enter(MAIL, "m-2"));

        assertThat(rows("SELECT MESSAGE_ID FROM POSTERN_DELIVERY")).containsExactly("m-2");
    }

    @Test
    void aConnectionThatRefusesInOtherWordsIsNotBelieved() {
        transactions.deny("the connection is gone");

        transactions.rolledBack(() -> assertThat(trouble(() -> log.enter(MAIL, "m-1")))
                .hasMessageContaining("take no part in the container's transactions"));
    }

    @Test
    void aConnectionThatSeesWhatHasNotCommittedIsNotBelieved() {
        transactions.isolation(Connection.TRANSACTION_READ_UNCOMMITTED);

        assertThat(trouble(() -> log.find(MAIL))).hasMessageContaining("read committed");
    }

    @Test
    void aMissingTableIsToldWithTheStatementsThatMakeIt() throws Exception {
        execute("DROP TABLE POSTERN_DELIVERY");
        transactions.rolledBack(() -> {
            LogTrouble trouble = trouble(() -> log.enter(MAIL, "m-1"));

            assertThat(trouble.kind()).isEqualTo(Kind.NO_TABLE);
            String run =
                    String.valueOf(trouble.getMessage()).replaceAll(".*Run: (.*); or set deliveryLogCreate=true", "$1");
            execute(run.split("; ", -1));
        });

        transactions.committed(() -> log.enter(MAIL, "m-1"));
    }

    @Test
    void aUserWithoutTheRightIsToldWithTheStatementThatGivesIt() throws Exception {
        execute("CREATE USER POOR PASSWORD ''");
        TestTransactions poor = new TestTransactions(source("POOR"));
        DeliveryLog ofPoor = new DeliveryLog("jdbc/poor", KEEPING, name -> poor, time);
        poor.rolledBack(() -> {
            LogTrouble trouble = trouble(() -> ofPoor.enter(MAIL, "m-1"));

            assertThat(trouble.kind()).isEqualTo(Kind.OTHER);
            execute(String.valueOf(trouble.getMessage()).replaceAll(".*Run: ", ""));
        });

        poor.committed(() -> ofPoor.enter(MAIL, "m-1"));
        assertThat(ofPoor.find(MAIL)).isPresent();
        assertThat(ofPoor.forgetSome()).isFalse();
    }

    /** As most users in PostgreSQL 15 and later. */
    @Test
    void aUserWhoMayNotMakeTheTableIsToldWhatAnotherOneHasToRun() throws Exception {
        execute("DROP TABLE POSTERN_DELIVERY", "CREATE USER POOR PASSWORD ''");
        TestTransactions poor = new TestTransactions(source("POOR"));
        DeliveryLog ofPoor = new DeliveryLog("jdbc/poor", KEEPING, name -> poor, time);

        LogTrouble trouble = trouble(ofPoor::create);

        assertThat(trouble.kind()).isEqualTo(Kind.OTHER);
        execute(String.valueOf(trouble.getMessage()).replaceAll(".*run: ", "").split("; ", -1));
        poor.committed(() -> ofPoor.enter(MAIL, "m-1"));
        assertThat(ofPoor.find(MAIL)).isPresent();
    }

    /** Otherwise the index would be missing for ever, as the table is there from then on. */
    @Test
    void whatCouldNotBeMadeBesideTheTableIsTold() throws Exception {
        execute(
                "DROP TABLE POSTERN_DELIVERY",
                "CREATE TABLE ANOTHER (A INT)",
                "CREATE INDEX POSTERN_DELIVERY_AGE ON ANOTHER (A)");

        LogTrouble trouble = trouble(log::create);

        assertThat(trouble.kind()).isEqualTo(Kind.OTHER);
        execute(
                "DROP TABLE ANOTHER",
                String.valueOf(trouble.getMessage()).replaceAll(".* was made, .*Run, as a user who may: ", ""));
        assertThat(rows("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.INDEXES WHERE INDEX_NAME = 'POSTERN_DELIVERY_AGE'"))
                .containsExactly("POSTERN_DELIVERY");
    }

    @Test
    void aDatabaseThatIsGoneIsLookedUpAnew() throws Exception {
        transactions.committed(() -> log.enter(MAIL, "m-1"));
        transactions.lose(new SQLException("gone", "08006"));
        assertThat(trouble(() -> log.find(MAIL)))
                .hasMessageContaining("no connection can be had")
                .hasRootCauseMessage("gone");

        transactions.lose(null);

        assertThat(log.find(MAIL)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNameWithoutADataSourceIsTold(boolean throwing) {
        DeliveryLog nowhere = new DeliveryLog(
                "jdbc/nothing",
                KEEPING,
                name -> {
                    if (throwing) {
                        throw new NameNotFoundException(name);
                    }
                    return null;
                },
                time);

        assertThat(trouble(() -> nowhere.enter(MAIL, "m-1")))
                .hasMessageContaining("the server shows the adapter no data source of that name");
    }

    @Test
    void severalInstancesMayMakeTheTableAtOnce() throws Exception {
        execute("DROP TABLE POSTERN_DELIVERY");
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                try {
                    log(KEEPING).create();
                } catch (LogTrouble e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        all.forEach(CompletableFuture::join);

        transactions.committed(() -> log.enter(MAIL, "m-1"));
        assertThat(log.find(MAIL)).isPresent();
    }

    @Test
    void whatIsKeptLongEnoughIsForgottenInSteps() throws Exception {
        execute("""
                INSERT INTO POSTERN_DELIVERY SELECT 'old ' || X, CURRENT_TIMESTAMP, DATEADD('SECOND', X - 200000, CURRENT_TIMESTAMP AT TIME ZONE 'UTC'), 'm'
                FROM SYSTEM_RANGE(1, 2500)""");
        transactions.committed(() -> log.enter(MAIL, "m-1"));

        transactions.committed(() -> assertThat(log.forgetSome()).isTrue());
        assertThat(rows("SELECT COUNT(*) FROM POSTERN_DELIVERY")).containsExactly("1501");
        assertThat(rows("SELECT COUNT(*) FROM POSTERN_DELIVERY WHERE DIGEST = 'old 1000'"))
                .containsExactly("0");
        transactions.committed(() -> assertThat(log.forgetSome()).isTrue());
        transactions.committed(() -> assertThat(log.forgetSome()).isFalse());

        assertThat(rows("SELECT MESSAGE_ID FROM POSTERN_DELIVERY")).containsExactly("m-1");
    }

    /** Each row says itself how long: beans that share a table may differ. */
    @Test
    void aBeanThatKeepsNotesForAShorterTimeForgetsNoOtherOnes() throws Exception {
        transactions.committed(() -> log.enter(MAIL, "m-1"));
        DeliveryLog brief = log(Duration.ofMillis(-1));
        transactions.committed(() -> brief.enter(OTHER, "m-2"));

        transactions.committed(() -> assertThat(brief.forgetSome()).isFalse());

        assertThat(rows("SELECT MESSAGE_ID FROM POSTERN_DELIVERY")).containsExactly("m-1");
    }

    @Test
    void timesAreUtcWhereverAnInstanceIs() throws Exception {
        TestTransactions west = inZone("America/New_York");
        TestTransactions east = inZone("Asia/Tokyo");
        DeliveryLog ofWest = new DeliveryLog("jdbc/west", Duration.ofHours(2), name -> west, time);
        DeliveryLog ofEast = new DeliveryLog("jdbc/east", Duration.ofHours(2), name -> east, time);
        west.committed(() -> ofWest.enter(MAIL, "m-1"));
        east.committed(() -> ofEast.forgetSome());

        assertThat(log.find(MAIL)).isPresent();
    }

    private TestTransactions inZone(String zone) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url + ";TIME ZONE=" + zone);
        source.setUser("sa");
        return new TestTransactions(source);
    }

    /** Of all connections, H2's alone would keep it for the statements of the bean. */
    @Test
    void theStatementsOfTheBeanHaveNoTimeLimitThatIsTheAdapters() throws Exception {
        transactions.committed(() -> {
            log.enter(MAIL, "m-1");
            try (Connection connection = transactions.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.getQueryTimeout()).isZero();
            }
        });
    }
}
