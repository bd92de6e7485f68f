package org.postern.example;

import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.postern.api.MailRejectedException;

/**
 * The tables of the example beans, in the data source that every Jakarta EE server has by default.
 *
 * <p>It is looked up when it is needed and not injected: on a server without one the application is deployed all the same,
 * and beans that need no database work.
 *
 * <p>Tables are made outside of the transaction of the message that needs them first, because in many databases making one
 * commits.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ExampleTables {
    private static final Logger LOG = Logger.getLogger(ExampleTables.class.getName());
    private static final String DATA_SOURCE = "java:comp/DefaultDataSource";
    private static final List<Table> TABLES = Stream.of(
                    Orders.TABLES, List.of(UndeliverableAddresses.TABLE), Tickets.TABLES)
            .flatMap(List::stream)
            .toList();

    private final Lookup lookup;
    private boolean made;

    /** How the data source is found. */
    @FunctionalInterface
    interface Lookup {
        DataSource find() throws NamingException;
    }

    /** For the container. */
    @SuppressWarnings("BanJNDI") // A constant name, in the naming context of this component.
    public ExampleTables() {
        this(() -> InitialContext.doLookup(DATA_SOURCE));
    }

    ExampleTables(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * Gives the data source, with all tables in it. Connections belong to the transaction of the caller.
     *
     * @return the server's default data source
     * @throws MailRejectedException if there is none: for now, since an administrator can add one
     * @throws SQLException if tables cannot be made
     */
    public DataSource dataSource() throws MailRejectedException, SQLException {
        DataSource found = find();
        if (!made) {
            try (Connection connection = found.getConnection()) {
                for (Table table : TABLES) {
                    table.createIfMissing(connection);
                }
            }
            made = true;
        }
        return found;
    }

    private DataSource find() throws MailRejectedException {
        try {
            return lookup.find();
        } catch (NamingException e) {
            LOG.log(Level.SEVERE, "This server has no " + DATA_SOURCE + ": mail that needs it is answered 451", e);
            throw MailRejectedException.temporarily("4.3.5", "There is no database at the moment, try again later");
        }
    }
}
