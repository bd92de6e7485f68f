package org.postern.ra.shared;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The table of {@link TableCells}, and the statement that makes it in each database. */
final class SharedTable {
    private static final String LOOK = "SELECT STORE_VALUE FROM POSTERN_SHARED WHERE 1 = 0";

    private final SingleStatements database;

    SharedTable(SingleStatements database) {
        this.database = database;
    }

    /**
     * Looks whether the table is there.
     *
     * @param create whether it is made if it is not
     * @return what database it is in
     * @throws StoreException if it is not there; says what to run
     */
    DatabaseProduct require(boolean create) {
        try (Connection connection = database.connection()) {
            DatabaseProduct product = DatabaseProduct.of(connection);
            SQLException missing = look(connection, product);
            if (missing == null) {
                return product;
            }
            String statement = statement(product);
            if (!create) {
                throw new StoreException(
                        "there is no table that can be read (" + missing.getMessage()
                                + "). Run this there once, or set sharedStoreCreate=true: " + statement,
                        missing);
            }
            create(connection, product, statement);
            return product;
        } catch (SQLException e) {
            throw new StoreException("the database says: " + e.getMessage(), e);
        }
    }

    /** Another instance may do so in the same moment. */
    private static void create(Connection connection, DatabaseProduct product, String ddl) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            SingleStatements.limit(statement, product);
            statement.executeUpdate(ddl);
        } catch (SQLException e) {
            if (look(connection, product) != null) {
                throw new StoreException(
                        "the table cannot be made (" + e.getMessage() + "). Run this there once: " + ddl, e);
            }
        }
    }

    private static @Nullable SQLException look(Connection connection, DatabaseProduct product) {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            SingleStatements.limit(statement, product);
            statement.executeQuery().close();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    static String statement(DatabaseProduct product) {
        return String.join("; ", product.statements(SharedTable.class, "shared-"));
    }
}
