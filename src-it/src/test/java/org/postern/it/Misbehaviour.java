package org.postern.it;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** What a bean does with a message: it stores the recipient, whose local part, up to a plus sign, says what comes then. */
final class Misbehaviour {
    /** What is special to a kind of bean: how it makes its transaction fail. */
    interface RollingBack {
        void rollBack();
    }

    private Misbehaviour() {}

    /** Notes that there was a call, which no rollback undoes, and tells what it is about. */
    static String called(DataSource ledger, MailMessage message) {
        try (Connection connection = ledger.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VALUES NEXT VALUE FOR CALLS");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return message.envelope().recipients().get(0).address();
    }

    static String kind(String recipient) {
        return recipient.split("[+@]", 2)[0];
    }

    /** A row, through the container's pool and in the transaction that is there. */
    static void store(DataSource ledger, String recipient) {
        try (Connection connection = ledger.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO MAIL VALUES (?)")) {
            insert.setString(1, recipient);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void show(String recipient, RollingBack transaction) throws MailRejectedException {
        switch (kind(recipient)) {
            case "return" -> {}
            case "sleep" -> waitAtGate(Integer.parseInt(recipient.split("[+@]", 3)[1]));
            case "throw" -> throw new IllegalStateException("a secret of the application");
            case "error" -> throw new StackOverflowError("a secret of the application");
            case "rollback-only" -> transaction.rollBack();
            case "reject" -> throw MailRejectedException.permanently("5.7.1", "We do not want this");
            case "defer" -> throw MailRejectedException.temporarily("4.7.1", "Come back tomorrow");
            default -> throw new IllegalArgumentException(recipient);
        }
    }

    /** See {@link Gate}. */
    static void waitAtGate(int port) {
        // By number: some JVMs of servers call ::1 the loopback address.
        try (Socket gate = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
            gate.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Nobody listens: the gate is open.
        }
    }
}
