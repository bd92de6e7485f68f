package org.postern.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the beans write to, in whichever database. */
record MailTable(Connection connection) {
    void create() throws SQLException {
        execute("CREATE TABLE MAIL (RECIPIENT VARCHAR(200))");
        execute("CREATE SEQUENCE CALLS");
    }

    /** The recipients that were stored. */
    List<String> recipients() throws SQLException {
        return texts("SELECT RECIPIENT FROM MAIL");
    }

    void execute(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /** The first column. */
    List<String> texts(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
