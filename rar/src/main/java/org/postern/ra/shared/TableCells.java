package org.postern.ra.shared;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

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
    private static final String REMOVE = "DELETE FROM POSTERN_SHARED WHERE STORE_KEY = ? AND EXPIRES < ?";

    /** SQLSTATE 23: integrity constraint violation. */
    private static final String VIOLATION = "23";

    /** A step that keeps others waiting for milliseconds. */
    private static final int STEP = 200;

    private final DataSource database;

    TableCells(DataSource database) {
        this.database = database;
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
        keys.forEach(key -> with(REMOVE, statement -> {
            statement.setString(1, key);
            statement.setLong(2, now);
            return statement.executeUpdate();
        }));
        return keys.size() == STEP;
    }

    private <T> T with(String sql, Use<T> use) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepared(connection, sql)) {
            return use.apply(statement);
        } catch (SQLException | RuntimeException e) { // Pools that have ended throw what they like.
            throw new StoreException("the database says: " + e.getMessage(), e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        if (!connection.getAutoCommit()) { // As a pool may be told to: nothing here is one transaction with anything.
            connection.setAutoCommit(true);
        }
        return connection.prepareStatement(sql);
    }

    private interface Use<T> {
        T apply(PreparedStatement statement) throws SQLException;
    }
}
