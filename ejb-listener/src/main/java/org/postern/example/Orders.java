package org.postern.example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What has been ordered, seen through a connection that belongs to the transaction of one message. */
record Orders(Connection connection) {
    static final List<Table> TABLES = List.of(
            new Table("POSTERN_ORDER", """
                    ORDER_ID VARCHAR(%d) NOT NULL PRIMARY KEY,
                    CUSTOMER VARCHAR(%d) NOT NULL,
                    CUSTOMER_NAME VARCHAR(%d) NOT NULL,
                    SUBJECT VARCHAR(%d) NOT NULL,
                    ORDER_TEXT VARCHAR(%d) NOT NULL,
                    ORDERED_AT TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
                    """.formatted(
                            Order.MAX_ID, Addresses.MAX_LENGTH, Order.MAX_PHRASE, Order.MAX_PHRASE, Order.MAX_TEXT)),
            new Table("POSTERN_ORDER_LINE", """
                    ORDER_ID VARCHAR(%d) NOT NULL,
                    LINE_NUMBER INTEGER NOT NULL,
                    ARTICLE VARCHAR(40) NOT NULL,
                    QUANTITY INTEGER NOT NULL,
                    PRIMARY KEY (ORDER_ID, LINE_NUMBER)
                    """.formatted(Order.MAX_ID)));

    Optional<Order> find(String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT CUSTOMER, CUSTOMER_NAME, SUBJECT, ORDER_TEXT FROM POSTERN_ORDER WHERE ORDER_ID = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Order(id, row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                        : Optional.empty();
            }
        }
    }

    void add(Order order) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO POSTERN_ORDER (ORDER_ID, CUSTOMER, CUSTOMER_NAME, SUBJECT, ORDER_TEXT)"
                        + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, order.id());
            insert.setString(2, order.customer());
            insert.setString(3, order.name());
            insert.setString(4, order.subject());
            insert.setString(5, order.text());
            insert.executeUpdate();
        }
    }

    void add(Order order, int number, OrderLine line) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO POSTERN_ORDER_LINE (ORDER_ID, LINE_NUMBER, ARTICLE, QUANTITY) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, order.id());
            insert.setInt(2, number);
            insert.setString(3, line.article());
            insert.setInt(4, line.quantity());
            insert.executeUpdate();
        }
    }
}
