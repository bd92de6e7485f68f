package org.postern.ra.shared;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A data source each statement of which is a transaction of its own, as its pool may be told not to do: after a statement that
 * fails, PostgreSQL takes no other in the same transaction.
 */
record SingleStatements(DataSource database) {
    /** A table that another session has locked keeps no thread for longer, nor the class loader of an adapter that has ended. */
    private static final int SECONDS = 5;

    /** Has to be closed. */
    @SuppressWarnings("MustBeClosedChecker")
    Connection connection() throws SQLException {
        Connection connection = database.getConnection();
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /** A statement that is not to wait for longer. */
    static void limit(Statement statement, DatabaseProduct product) throws SQLException {
        if (product.takesTimeouts()) {
            statement.setQueryTimeout(SECONDS);
        }
    }
}
