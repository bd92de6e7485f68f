package org.postern.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.h2.tools.Server;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The database of the misbehaving beans: what is in there has been stored. It lives with the tests, and servers come to it
 * by TCP, so that they may be other processes.
 */
final class Ledger implements BeforeEachCallback, AfterEachCallback {
    /** A user who may do everything there, and the password. */
    static final String USER = "app";

    private static final String OTHER_SESSIONS = "FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID()";

    private final String database = "mem:" + UUID.randomUUID();
    private Connection connection;
    private MailTable table;
    private Server server;
    private int port;

    /** Where a server's data source finds it. */
    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** The recipients that were stored. */
    List<String> recipients() throws SQLException {
        return table.recipients();
    }

    /** How often beans were called. */
    long calls() throws SQLException {
        return Long.parseLong(table.texts("SELECT BASE_VALUE - 1 FROM INFORMATION_SCHEMA.SEQUENCES")
                .get(0));
    }

    /** Forgets the recipients that were stored. */
    void clear() throws SQLException {
        table.execute("DELETE FROM MAIL");
    }

    /** From now on this recipient is refused. */
    void refuse(String recipient) throws SQLException {
        table.execute("ALTER TABLE MAIL ADD CHECK (RECIPIENT <> '" + recipient + "')");
    }

    /** Ends all connections of servers, whatever is under way in them. */
    void disconnect() throws SQLException {
        table.execute("SELECT ABORT_SESSION(SESSION_ID) " + OTHER_SESSIONS);
    }

    /** Ends all connections of servers, and lets them connect again: what had not committed is gone. */
    void restart() throws SQLException {
        switchOff();
        switchOn();
    }

    /** The same, and lets them not connect again. */
    void switchOff() throws SQLException {
        port = server.getPort();
        server.stop();
        disconnect();
    }

    /** Lets them connect again. */
    void switchOn() throws SQLException {
        server = Server.createTcpServer("-tcpPort", String.valueOf(port), "-tcpDaemon")
                .start();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:" + database);
        table = new MailTable(connection);
        table.create();
        table.execute("CREATE USER " + USER + " PASSWORD '" + USER + "' ADMIN");
        server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        server.stop();
        connection.close();
    }
}
