package org.postern.example;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A table and its columns, as they stand in {@code CREATE TABLE}. */
record Table(String name, String columns) {
    /** Not with {@code IF NOT EXISTS}, which some databases do not know. */
    void createIfMissing(Connection connection) throws SQLException {
        if (!isThere(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + name + " (" + columns + ")");
            }
        }
    }

    /** All names are looked at: some databases keep them in upper case, others in lower case. */
    private boolean isThere(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").equalsIgnoreCase(name)) {
                    return true;
                }
            }
            return false;
        }
    }
}
