package org.postern.example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Addresses that nothing should be sent to, seen through a connection of the transaction of one message. */
record UndeliverableAddresses(Connection connection) {
    static final Table TABLE =
            new Table("POSTERN_UNDELIVERABLE", """
            ADDRESS VARCHAR(%d) NOT NULL PRIMARY KEY,
            STATUS VARCHAR(11) NOT NULL,
            DIAGNOSTIC VARCHAR(%d) NOT NULL,
            TOLD_AT TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
            """.formatted(Addresses.MAX_LENGTH, Undeliverable.MAX_DIAGNOSTIC));

    /** Remembers what was told last. */
    void mark(Undeliverable one) throws SQLException {
        if (!write(
                "UPDATE POSTERN_UNDELIVERABLE SET STATUS = ?, DIAGNOSTIC = ?, TOLD_AT = CURRENT_TIMESTAMP"
                        + " WHERE ADDRESS = ?",
                one)) {
            write("INSERT INTO POSTERN_UNDELIVERABLE (STATUS, DIAGNOSTIC, ADDRESS) VALUES (?, ?, ?)", one);
        }
    }

    /** Tells whether there was such a row. */
    private boolean write(String sql, Undeliverable one) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, one.status());
            statement.setString(2, one.diagnostic());
            statement.setString(3, one.address());
            return statement.executeUpdate() > 0;
        }
    }
}
