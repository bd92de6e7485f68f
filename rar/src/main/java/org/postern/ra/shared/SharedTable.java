package org.postern.ra.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of {@link TableCells}, and the statement that makes it in each database. */
final class SharedTable {
    private static final String LOOK = "SELECT STORE_VALUE FROM POSTERN_SHARED WHERE 1 = 0";

    /** How databases call themselves, and the file for each; others are given standard SQL, as H2 is. */
    private static final Map<String, String> FILES = Map.of(
            "h2", "h2",
            "apache derby", "derby",
            "postgresql", "postgresql",
            "mysql", "mysql",
            "mariadb", "mysql",
            "oracle", "oracle",
            "microsoft sql server", "sqlserver");

    private final DataSource database;

    SharedTable(DataSource database) {
        this.database = database;
    }

    /**
     * Looks whether the table is there.
     *
     * @param create whether it is made if it is not
     * @throws StoreException if it is not there; says what to run
     */
    void require(boolean create) {
        try (Connection connection = database.getConnection()) {
            SQLException missing = look(connection);
            if (missing == null) {
                return;
            }
            String statement = statement(connection);
            if (!create) {
                throw new StoreException(
                        "there is no table that can be read (" + missing.getMessage()
                                + "). Run this there once, or set sharedStoreCreate=true: " + statement,
                        missing);
            }
            create(connection, statement);
        } catch (SQLException e) {
            throw new StoreException("the database says: " + e.getMessage(), e);
        }
    }

    /** Another instance may do so in the same moment. */
    private static void create(Connection connection, String ddl) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(ddl);
        } catch (SQLException e) {
            if (look(connection) != null) {
                throw new StoreException(
                        "the table cannot be made (" + e.getMessage() + "). Run this there once: " + ddl, e);
            }
        }
    }

    private static @Nullable SQLException look(Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.executeQuery().close();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private static String statement(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        return statement(FILES.entrySet().stream()
                .filter(each -> product.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("h2"));
    }

    /** Without the lines that say what it is for. */
    static String statement(String database) {
        String name = "shared-" + database + ".sql";
        try (InputStream file = Objects.requireNonNull(SharedTable.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^--.*$", "")
                    .replaceAll("\\s+", " ")
                    .replace(";", "")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
