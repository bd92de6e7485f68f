package org.postern.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.derby.client.ClientAutoloadedDriver;
import org.apache.derby.drda.NetworkServerControl;
import org.apache.derby.jdbc.ClientXADataSource;
import org.apache.derby.shared.common.reference.SQLState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A ledger that can do what H2 cannot: constraints that are deferred to the commit, and prepared transactions that outlive
 * the server which has prepared them. Apache Derby, in the JVM of the tests.
 */
final class DerbyLedger implements BeforeEachCallback, AfterEachCallback {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final String database = "memory:" + UUID.randomUUID();
    private final int port = FreePorts.on(LOOPBACK.getHostAddress());
    private Connection connection;
    private MailTable table;
    private NetworkServerControl server;

    /** Where a data source in a descriptor finds it. */
    String address() {
        return """
                <server-name>%s</server-name><port-number>%d</port-number><database-name>%s</database-name>
                <user>app</user><password>app</password>
                """.formatted(LOOPBACK.getHostAddress(), port, database);
    }

    /** What its data sources need of libraries. */
    static List<File> libraries() {
        return Stream.of(ClientXADataSource.class, ClientAutoloadedDriver.class, SQLState.class)
                .map(type -> new File(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath()))
                .toList();
    }

    /** The recipients that were stored. */
    List<String> recipients() throws SQLException {
        return table.recipients();
    }

    /** The messages that {@link ForwardingBean} has found in its queue. */
    List<String> forwarded() throws SQLException {
        return table.texts("SELECT RECIPIENT FROM FORWARDED");
    }

    /** Transactions that somebody has prepared and neither committed nor rolled back. */
    List<String> inDoubt() throws SQLException {
        return table.texts("SELECT GLOBAL_XID FROM SYSCS_DIAG.TRANSACTION_TABLE WHERE STATUS = 'PREPARED'");
    }

    /** From now on no recipient may be there twice, when a transaction commits. */
    void demandDistinctRecipients() throws SQLException {
        table.execute("ALTER TABLE MAIL ADD CONSTRAINT DISTINCT_RECIPIENTS UNIQUE (RECIPIENT) INITIALLY DEFERRED");
    }

    /** Shuts the database down, whatever is under way in it, and starts it again. */
    void restart() throws Exception {
        server.shutdown();
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:derby:" + database + ";shutdown=true"))
                .hasMessageContaining("shutdown");
        connect("");
        serve();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        connect(";create=true");
        table.create();
        table.execute("CREATE TABLE FORWARDED (RECIPIENT VARCHAR(200))");
        serve();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        server.shutdown();
        connection.close();
    }

    private void connect(String attributes) throws SQLException {
        connection = DriverManager.getConnection("jdbc:derby:" + database + attributes);
        table = new MailTable(connection);
    }

    private void serve() throws Exception {
        server = new NetworkServerControl(LOOPBACK, port);
        server.start(null);
        Awaitility.await().ignoreExceptions().untilAsserted(server::ping);
    }
}
