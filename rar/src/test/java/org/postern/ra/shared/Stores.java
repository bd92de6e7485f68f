package org.postern.ra.shared;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postern.net.Time;

/** Stores of each kind, as two instances have them that share one. */
enum Stores {
    OWN {
        @Override
        Pair pair(Time time) {
            CellStore store = OwnCells.store(1_000, time);
            return new Pair(store, store);
        }
    },
    GRID {
        @Override
        Pair pair(Time time) {
            FakeGrid grid = new FakeGrid();
            return new Pair(of(grid, time), of(grid, time));
        }
    },
    TABLE {
        @Override
        Pair pair(Time time) {
            String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
            return new Pair(of(database(url), time), of(database(url), time));
        }
    };

    /** What two instances have. */
    record Pair(CellStore one, CellStore other) {}

    abstract Pair pair(Time time);

    static CellStore of(FakeGrid grid, Time time) {
        return new CellStore(new GridCells(grid, time.clock()::millis), time.clock()::millis);
    }

    static CellStore of(DataSource database, Time time) {
        SingleStatements statements = new SingleStatements(database);
        DatabaseProduct product = new SharedTable(statements).require(true);
        return new CellStore(new TableCells(statements, product), time.clock()::millis);
    }

    static JdbcConnectionPool database(String url) {
        return JdbcConnectionPool.create(url, "sa", "");
    }
}
