package org.postern.ra.shared;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A data source each statement of which is a transaction of its own, as its pool may be told not to do: after a statement that
 * fails, PostgreSQL takes no other in the same transaction.
 */
record SingleStatements(DataSource database) {
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
}
