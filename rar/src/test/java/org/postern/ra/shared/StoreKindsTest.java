package org.postern.ra.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.net.ManualClock;

/** What is particular to each store. */
@Timeout(30)
class StoreKindsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock time = new ManualClock();
    private final JdbcConnectionPool database =
            Stores.database("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

    @Test
    void noEntryOfTheGridStaysForEver() {
        FakeGrid grid = new FakeGrid();
        CellStore store = new CellStore(new GridCells(grid, time.clock()::millis), time.clock()::millis);

        store.putIfAbsent("text", "there", MINUTE);
        store.increment("count", 1, MINUTE);
        time.pass(Duration.ofSeconds(20));
        store.increment("count", 1, MINUTE);

        assertThat(grid.staying()).containsEntry("text", 60_000L).containsEntry("count", 40_000L);
    }

    @Test
    void aGridThatHasEndedFails() {
        FakeGrid grid = new FakeGrid();
        CellStore store = new CellStore(new GridCells(grid, time.clock()::millis), time.clock()::millis);
        grid.shutDown();

        assertThatThrownBy(() -> store.get("key"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not active");
        assertThatThrownBy(() -> store.putIfAbsent("key", "value", MINUTE)).isInstanceOf(StoreException.class);
    }

    @Test
    void whatIsNoGridIsSaid() {
        assertThatThrownBy(() -> new GridCells("text", time.clock()::millis))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("payara/Hazelcast");
    }

    @Test
    void aMissingTableIsSaidWithTheStatementThatMakesIt() throws SQLException {
        SharedTable table = new SharedTable(new SingleStatements(database));

        assertThatThrownBy(() -> table.require(false))
                .hasMessageContaining("sharedStoreCreate=true: CREATE TABLE POSTERN_SHARED ( STORE_KEY VARCHAR(100)");
        run(SharedTable.statement(DatabaseProduct.H2));
        table.require(false);
    }

    @Test
    void twoInstancesMayMakeTheTable() {
        new SharedTable(new SingleStatements(database)).require(true);
        new SharedTable(new SingleStatements(database)).require(true);
    }

    /** The statements are those of the databases; H2 takes the words of each but for types and options of theirs. */
    @ParameterizedTest
    @EnumSource
    void thereIsAStatementForEachDatabase(DatabaseProduct product) throws SQLException {
        run(SharedTable.statement(product).replace("CHARACTER SET ascii COLLATE ascii_bin", ""));

        new SharedTable(new SingleStatements(database)).require(false);
    }

    @Test
    void whatIsOverIsRemovedInSteps() throws SQLException {
        CellStore store = Stores.of(database, time);
        for (int i = 0; i < 550; i++) {
            store.putIfAbsent("old" + i, "value", MINUTE);
        }
        store.putIfAbsent("young", "value", Duration.ofHours(1));
        time.pass(Duration.ofMinutes(2));

        assertThat(store.removeSome()).as("whether there is more").isTrue();
        assertThat(rows()).isEqualTo(51);
        assertThat(store.removeSome()).isFalse();
        assertThat(rows()).isEqualTo(1);
        assertThat(store.get("young")).contains("value");
    }

    /** PostgreSQL does so with repeatable read where two count at a time, and InnoDB where they deadlock. */
    @Test
    void aStatementThatWasRolledBackIsDoneAgain() {
        AtomicInteger rollbacks = new AtomicInteger();
        CellStore store = Stores.of(rollingBack(rollbacks), time);

        rollbacks.set(3);
        assertThat(store.increment("key", 1, MINUTE)).isEqualTo(1);
        assertThat(rollbacks).hasNegativeValue();
        assertThat(store.increment("key", 0, MINUTE)).isEqualTo(1);
        rollbacks.set(100);
        assertThatThrownBy(() -> store.get("key"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("in the way");
    }

    @Test
    void eachStatementIsATransactionWhateverThePoolIsToldToDo() throws SQLException {
        DataSource withoutAutoCommit = with(connection -> connection.setAutoCommit(false));

        try (Connection connection = new SingleStatements(withoutAutoCommit).connection()) {
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    /** H2 tells it as what the connection was told last, and the pool gives the same one again. */
    @ParameterizedTest
    @EnumSource
    void noStatementWaitsForLongWhereItCanBeToldSo(DatabaseProduct product) throws SQLException {
        SingleStatements statements = new SingleStatements(database);
        new SharedTable(statements).require(true);
        new TableCells(statements, product).find("key");

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.getQueryTimeout()).isEqualTo(product == DatabaseProduct.H2 ? 0 : 5);
        }
    }

    /** The table may be locked when the store is looked for, too. */
    @Test
    void theLookForTheTableWaitsNoLonger() throws SQLException {
        run(SharedTable.statement(DatabaseProduct.H2));
        new SharedTable(new SingleStatements(called("PostgreSQL"))).require(false);

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.getQueryTimeout()).isEqualTo(5);
        }
    }

    @Test
    void aDatabaseThatIsGoneFails() {
        CellStore store = Stores.of(database, time);
        database.dispose();

        assertThatThrownBy(() -> store.increment("key", 1, MINUTE)).isInstanceOf(StoreException.class);
    }

    @Test
    void theOwnMemoryForgetsWhatWasAskedForLongestAgo() {
        CellStore store = OwnCells.store(2, time);
        store.putIfAbsent("one", "value", MINUTE);
        store.putIfAbsent("two", "value", MINUTE);
        store.get("one");
        store.putIfAbsent("three", "value", MINUTE);

        assertThat(store.get("one")).isPresent();
        assertThat(store.get("two")).isEmpty();
        assertThat(store.get("three")).isPresent();
    }

    @Test
    void theOwnMemoryDoesNotGoByTheClockOnTheWall() {
        CellStore store = OwnCells.store(2, time);
        store.putIfAbsent("one", "value", MINUTE);
        time.jump(Duration.ofDays(1));

        assertThat(store.get("one")).isPresent();
    }

    /** The database, which first rolls back so many statements. */
    private DataSource rollingBack(AtomicInteger left) {
        return with(connection -> {
            if (left.getAndDecrement() > 0) {
                connection.close();
                throw new SQLException("another transaction is in the way", "40001");
            }
        });
    }

    /** The database, which says that it is another product. */
    private DataSource called(String product) {
        DatabaseMetaData itself = proxy(DatabaseMetaData.class, (proxy, method, arguments) -> product);
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Connection connection = database.getConnection();
            return proxy(
                    Connection.class,
                    (same, asked, given) ->
                            asked.getName().equals("getMetaData") ? itself : asked.invoke(connection, given));
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(StoreKindsTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private DataSource with(OnConnection what) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Connection connection = database.getConnection();
            what.happens(connection);
            return connection;
        });
    }

    private interface OnConnection {
        void happens(Connection connection) throws SQLException;
    }

    private int rows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM POSTERN_SHARED")) {
            count.next();
            return count.getInt(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
