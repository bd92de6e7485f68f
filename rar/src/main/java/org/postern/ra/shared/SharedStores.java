package org.postern.ra.shared;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.config.SharedConfig;
import org.postern.ra.log.Log;

/** Finds the store that the configuration names. */
public final class SharedStores {
    private SharedStores() {}

    /** What is known in common; empty if nothing is to be. Asks nothing yet: the store may come later than the adapter. */
    public static Optional<CommonMemory> of(
            SharedConfig config, BlockingTasks threads, Alarm alarm, Time time, Log log) {
        return kind(config, time).map(kind -> new CommonMemory(kind, threads, alarm, time, log));
    }

    private static Optional<StoreKind> kind(SharedConfig config, Time time) {
        return switch (config.kind()) {
            case NONE -> Optional.empty();
            case GRID -> Optional.of(new StoreKind("the data grid of the server", () -> grid(time)));
            case TABLE -> Optional.of(new StoreKind("the data source " + config.name(), () -> table(config, time)));
        };
    }

    private static CellStore grid(Time time) {
        Object grid = lookUp(GridCells.NAME);
        if (grid == null) {
            throw new StoreException("this server has no data grid, or it is off: nothing is bound as " + GridCells.NAME
                    + ". Name a data source instead");
        }
        return new CellStore(new GridCells(grid, time.clock()::millis), time.clock()::millis);
    }

    private static CellStore table(SharedConfig config, Time time) {
        Object found = lookUp(config.name());
        if (!(found instanceof DataSource database)) {
            throw new StoreException("no data source is bound as " + config.name());
        }
        SingleStatements statements = new SingleStatements(database);
        DatabaseProduct product = new SharedTable(statements).require(config.create());
        return new CellStore(new TableCells(statements, product), time.clock()::millis);
    }

    @SuppressWarnings("BanJNDI") // A name that is written here, or that an administrator has written.
    private static @Nullable Object lookUp(String name) {
        try {
            InitialContext context = new InitialContext();
            try {
                return context.lookup(name);
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            throw new StoreException(
                    "nothing can be found in JNDI as " + name + " ("
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ")",
                    e);
        }
    }
}
