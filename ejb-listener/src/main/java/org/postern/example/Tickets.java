package org.postern.example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** The tables of tickets, through the connection of one message. */
record Tickets(Connection connection) {
    static final int MAX_SUBJECT = 200;
    static final int MAX_TEXT = 4_000;

    /** What has made a ticket or an entry stands beside it: the same mail makes neither twice. */
    static final List<Table> TABLES = List.of(
            new Table("POSTERN_TICKET", """
                    TICKET BIGINT NOT NULL PRIMARY KEY,
                    DELIVERY_KEY CHAR(64) NOT NULL UNIQUE,
                    CUSTOMER VARCHAR(%d) NOT NULL,
                    SUBJECT VARCHAR(%d) NOT NULL
                    """.formatted(Addresses.MAX_LENGTH, MAX_SUBJECT)),
            new Table("POSTERN_TICKET_ENTRY", """
                    DELIVERY_KEY CHAR(64) NOT NULL PRIMARY KEY,
                    TICKET BIGINT NOT NULL,
                    ENTRY_TEXT VARCHAR(%d) NOT NULL
                    """.formatted(MAX_TEXT)));

    /** The ticket that a message has made, if it has. */
    OptionalLong madeBy(String deliveryKey) throws SQLException {
        return number("SELECT TICKET FROM POSTERN_TICKET WHERE DELIVERY_KEY = ?", deliveryKey);
    }

    boolean exists(long ticket) throws SQLException {
        return number("SELECT TICKET FROM POSTERN_TICKET WHERE TICKET = ?", ticket)
                .isPresent();
    }

    boolean hasEntry(String deliveryKey) throws SQLException {
        return number("SELECT TICKET FROM POSTERN_TICKET_ENTRY WHERE DELIVERY_KEY = ?", deliveryKey)
                .isPresent();
    }

    /** Of two that are made at once one is rolled back, and its sender tries again. */
    long open(String deliveryKey, String customer, String subject) throws SQLException {
        long ticket = number("SELECT MAX(TICKET) FROM POSTERN_TICKET WHERE TICKET > ?", 0L)
                        .orElse(0)
                + 1;
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO POSTERN_TICKET (TICKET, DELIVERY_KEY, CUSTOMER, SUBJECT) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, ticket);
            insert.setString(2, deliveryKey);
            insert.setString(3, customer);
            insert.setString(4, subject);
            insert.executeUpdate();
        }
        return ticket;
    }

    void enter(String deliveryKey, long ticket, String text) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO POSTERN_TICKET_ENTRY (DELIVERY_KEY, TICKET, ENTRY_TEXT) VALUES (?, ?, ?)")) {
            insert.setString(1, deliveryKey);
            insert.setLong(2, ticket);
            insert.setString(3, text);
            insert.executeUpdate();
        }
    }

    private OptionalLong number(String query, Object parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setObject(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                long found = rows.next() ? rows.getLong(1) : 0;
                return found == 0 ? OptionalLong.empty() : OptionalLong.of(found);
            }
        }
    }
}
