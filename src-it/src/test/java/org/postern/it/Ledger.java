package org.postern.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The database of the misbehaving beans, which both they and their tests look at: what is in there has been stored. */
final class Ledger {
    static final String URL = "jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1";

    private Ledger() {}

    /** Empties the database. */
    static void clear() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS MAIL (RECIPIENT VARCHAR(200))");
            statement.execute("DELETE FROM MAIL");
        }
    }

    /** The bean's side: a row, through the container's pool and in the transaction that is there. */
    static void store(DataSource dataSource, String recipient) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO MAIL VALUES (?)")) {
            insert.setString(1, recipient);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The test's side: the recipients that were stored. */
    static List<String> recipients() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT RECIPIENT FROM MAIL")) {
            List<String> recipients = new ArrayList<>();
            while (rows.next()) {
                recipients.add(rows.getString(1));
            }
            return recipients;
        }
    }
}
