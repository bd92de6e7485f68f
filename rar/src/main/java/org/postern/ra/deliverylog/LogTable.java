package org.postern.ra.deliverylog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Calendar;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.postern.ra.shared.DatabaseProduct;

/** The table of a data source. Immutable. */
final class LogTable {
    static final String NAME = "POSTERN_DELIVERY";

    /** Another transaction that has the row may last: its sender is alive, this one is told to come again. */
    private static final Duration WAIT = Duration.ofSeconds(10);

    private static final String INSERT =
            "INSERT INTO " + NAME + " (DIGEST, DELIVERED, KEPT_UNTIL, MESSAGE_ID) VALUES (?, ?, ?, ?)";
    private static final String FIND = "SELECT MESSAGE_ID FROM " + NAME + " WHERE DIGEST = ?";
    private static final String OLD = "SELECT KEPT_UNTIL FROM " + NAME + " WHERE KEPT_UNTIL < ? ORDER BY KEPT_UNTIL";
    private static final String DELETE = "DELETE FROM " + NAME + " WHERE KEPT_UNTIL <= ?";

    /** The number of Open Liberty's message. */
    private static final String NOT_IN_A_GLOBAL_TRANSACTION = "DSRA9350E";

    private final DataSource source;
    private final Dialect dialect;
    private final Account account;

    /** No statement was tried. */
    static final class NoConnection extends SQLException {
        private static final long serialVersionUID = 1L;

        NoConnection(Throwable cause) {
            super(cause);
        }
    }

    /** What is written would commit by itself. */
    static final class NotInTransaction extends SQLException {
        private static final long serialVersionUID = 1L;
    }

    /** A transaction that has not committed may be seen. */
    static final class SeesUncommitted extends SQLException {
        private static final long serialVersionUID = 1L;
    }

    /** The table is not there still. */
    static final class NotMade extends SQLException {
        private static final long serialVersionUID = 1L;

        NotMade(SQLException cause) {
            super(cause);
        }
    }

    /** The table was made here, but not all that belongs to it. */
    static final class MadeInPart extends SQLException {
        private static final long serialVersionUID = 1L;

        /** What is missing. */
        MadeInPart(List<String> statements, SQLException cause) {
            super(String.join("; ", statements), cause);
        }
    }

    private LogTable(DataSource source, Dialect dialect, Account account) {
        this.source = source;
        this.dialect = dialect;
        this.account = account;
    }

    /** That of a data source, whether it is there or not. */
    static LogTable in(DataSource source) throws SQLException {
        try (Connection connection = connect(source)) {
            DatabaseProduct product = DatabaseProduct.of(connection);
            return new LogTable(source, Dialect.of(product), Account.of(connection.getMetaData(), product));
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** Of the database. */
    Account account() {
        return account;
    }

    /** In the transaction of the calling thread. */
    void insert(String digest, Instant now, Instant keptUntil, String id) throws SQLException {
        try (Connection connection = connect(source);
                PreparedStatement insert = prepare(connection, INSERT)) {
            if (connection.getAutoCommit() && !isOfLibertysTransaction(connection)) {
                throw new NotInTransaction();
            }
            insert.setString(1, digest);
            insert.setTimestamp(2, Timestamp.from(now), utc());
            insert.setTimestamp(3, Timestamp.from(keptUntil), utc());
            insert.setString(4, id);
            insert.executeUpdate();
        }
    }

    /**
     * A connection of Open Liberty joins the transaction when its first statement is prepared, and goes on to say that it commits by
     * itself. That it does not shows when it is told to.
     */
    private static boolean isOfLibertysTransaction(Connection connection) {
        try {
            connection.setAutoCommit(true);
            return false;
        } catch (SQLException e) {
            return String.valueOf(e.getMessage()).contains(NOT_IN_A_GLOBAL_TRANSACTION);
        }
    }

    /** The id in a row that has committed, if it is there. */
    Optional<String> find(String digest) throws SQLException {
        try (Connection connection = connect(source)) {
            int isolation = connection.getTransactionIsolation();
            if (isolation == Connection.TRANSACTION_READ_UNCOMMITTED || isolation == Connection.TRANSACTION_NONE) {
                throw new SeesUncommitted();
            }
            try (PreparedStatement find = prepare(connection, FIND)) {
                find.setString(1, digest);
                try (ResultSet row = find.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        }
    }

    /**
     * Makes it, unless another instance has come first. Outside of a transaction: most products end theirs at such a statement, and
     * none lets one of XA be ended so.
     *
     * @return whether it was made here
     */
    boolean create() throws SQLException {
        Deque<String> missing = new ArrayDeque<>(dialect.statements());
        try (Connection connection = connect(source)) {
            while (!missing.isEmpty()) {
                try (Statement create = connection.createStatement()) {
                    create.execute(missing.element());
                }
                commit(connection);
                missing.remove();
            }
            return true;
        } catch (SQLException e) {
            if (missing.isEmpty()) { // Only the connection was not given back.
                return true;
            }
            if (missing.size() < dialect.statements().size()) { // No other instance goes on with it.
                throw new MadeInPart(List.copyOf(missing), e);
            }
            if (!isThere()) {
                throw e instanceof NoConnection ? e : new NotMade(e);
            }
            return false;
        }
    }

    private boolean isThere() {
        try {
            return find("nothing").isEmpty();
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Deletes some of what need not be kept any more, the oldest first: few rows at a time, in the order of the index, so that
     * two instances that do the same wait for each other shortly.
     *
     * @return how many
     */
    int deleteSome(Instant now, int about) throws SQLException {
        try (Connection connection = connect(source)) {
            Optional<Timestamp> last = last(connection, now, about);
            if (last.isEmpty()) {
                return 0;
            }
            try (PreparedStatement delete = prepare(connection, DELETE)) {
                delete.setTimestamp(1, last.get(), utc());
                return delete.executeUpdate();
            }
        }
    }

    private Optional<Timestamp> last(Connection connection, Instant now, int about) throws SQLException {
        try (PreparedStatement old = prepare(connection, OLD)) {
            old.setMaxRows(about);
            old.setTimestamp(1, Timestamp.from(now), utc());
            Optional<Timestamp> last = Optional.empty();
            try (ResultSet rows = old.executeQuery()) {
                while (rows.next()) {
                    last = Optional.of(rows.getTimestamp(1, utc()));
                }
            }
            return last;
        }
    }

    private PreparedStatement prepare(Connection connection, String statement) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement);
        if (dialect.takesTimeouts()) {
            prepared.setQueryTimeout(Math.toIntExact(WAIT.toSeconds()));
        }
        return prepared;
    }

    /** Outside of a transaction a pool may be set to commit nothing by itself. */
    private static void commit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private static Connection connect(DataSource source) throws SQLException {
        try {
            return source.getConnection();
        } catch (SQLException | RuntimeException e) {
            throw new NoConnection(e);
        }
    }

    /** Instances may be in different zones, and no zone has a summer time then. A new one each time: drivers change it. */
    private static Calendar utc() {
        return Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    }
}
