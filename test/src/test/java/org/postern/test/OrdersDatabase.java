package org.postern.test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A database in memory with a table of orders. */
final class OrdersDatabase {
    private final JdbcDataSource driver = new JdbcDataSource();

    OrdersDatabase() throws SQLException {
        driver.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        execute("CREATE TABLE ORDERS (ADDRESS VARCHAR(100))");
    }

    void execute(String command) throws SQLException {
        try (Connection connection = driver.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    DataSource driver() {
        return driver;
    }

    List<String> rows() throws SQLException {
        return rows(driver);
    }

    /** As a bean sees them. */
    static List<String> rows(DataSource source) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT ADDRESS FROM ORDERS")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
