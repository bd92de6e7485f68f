package org.postern.ra.shared;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * In a table of a database, {@link SharedTable}. Every statement is a transaction of its own, and is the same in all databases: a
 * unique key decides who inserts, and a condition who replaces, whatever their isolation. Thread-safe.
 */
final class TableCells implements Cells {
    private static final String FIND = "SELECT STORE_VALUE, EXPIRES FROM POSTERN_SHARED WHERE STORE_KEY = ?";
    private static final String INSERT =
            "INSERT INTO POSTERN_SHARED (STORE_KEY, STORE_VALUE, EXPIRES) VALUES (?, ?, ?)";
    private static final String REPLACE = "UPDATE POSTERN_SHARED SET STORE_VALUE = ?, EXPIRES = ?"
            + " WHERE STORE_KEY = ? AND STORE_VALUE = ? AND EXPIRES = ?";
    private static final String OVER = "SELECT STORE_KEY FROM POSTERN_SHARED WHERE EXPIRES < ?";
    private static final String REMOVE = "DELETE FROM POSTERN_SHARED WHERE EXPIRES < ? AND STORE_KEY IN (%s)";

    /** SQLSTATE 23: integrity constraint violation. */
    private static final String VIOLATION = "23";

    /** SQLSTATE 40: the database has rolled the statement back, since another one was in the way. */
    private static final String ROLLBACK = "40";

    /** So often in a row that happens only where something else is wrong. */
    private static final int TRIES = 20;

    /** A step that keeps others waiting for milliseconds, and has no more keys than a statement may name anywhere. */
    private static final int STEP = 500;

    private final SingleStatements database;
    private final DatabaseProduct product;

    TableCells(SingleStatements database, DatabaseProduct product) {
        this.database = database;
        this.product = product;
    }

    @Override
    public Optional<Cell> find(String key) {
        return with(FIND, statement -> {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Cell(row.getString(1), row.getLong(2))) : Optional.empty();
            }
        });
    }

    @Override
    public boolean insert(String key, Cell cell) {
        return with(INSERT, statement -> {
            statement.setString(1, key);
            statement.setString(2, cell.value());
            statement.setLong(3, cell.until());
            try {
                return statement.executeUpdate() == 1;
            } catch (SQLException e) {
                if (String.valueOf(e.getSQLState()).startsWith(VIOLATION)) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public boolean replace(String key, Cell before, Cell after) {
        return with(REPLACE, statement -> {
            statement.setString(1, after.value());
            statement.setLong(2, after.until());
            statement.setString(3, key);
            statement.setString(4, before.value());
            statement.setLong(5, before.until());
            return statement.executeUpdate() == 1;
        });
    }

    @Override
    public boolean removeSome(long now) {
        List<String> keys = with(OVER, statement -> {
            statement.setMaxRows(STEP);
            statement.setLong(1, now);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        });
        if (!keys.isEmpty()) {
            remove(keys, now);
        }
        return keys.size() >= STEP;
    }

    private void remove(List<String> keys, long now) {
        String places = String.join(", ", Collections.nCopies(keys.size(), "?"));
        with(REMOVE.formatted(places), statement -> {
            statement.setLong(1, now);
            for (int i = 0; i < keys.size(); i++) {
                statement.setString(i + 2, keys.get(i));
            }
            return statement.executeUpdate();
        });
    }

    /** What was rolled back is done again: with the isolation of some data sources that is how the others come first. */
    private <T> T with(String sql, Use<T> use) {
        for (int left = TRIES; ; left--) {
            try (Connection connection = database.connection();
                    PreparedStatement statement = prepared(connection, sql)) {
                return use.apply(statement);
            } catch (SQLException e) {
                if (left == 0 || !String.valueOf(e.getSQLState()).startsWith(ROLLBACK)) {
                    throw failed(e);
                }
            } catch (RuntimeException e) { // Pools that have ended throw what they like.
                throw failed(e);
            }
        }
    }

    private static StoreException failed(Exception cause) {
        return new StoreException("the database says: " + cause.getMessage(), cause);
    }

    private PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        SingleStatements.limit(statement, product);
        return statement;
    }

    private interface Use<T> {
        T apply(PreparedStatement statement) throws SQLException;
    }
}
