package org.postern.ra.deliverylog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The exceptions of drivers that belong to one failure: containers wrap them, and drivers append to them. */
final class SqlFailures {
    private static final int MOST = 20;

    private final List<SQLException> found = new ArrayList<>();
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private SqlFailures() {}

    static List<SQLException> in(Throwable failure) {
        SqlFailures all = new SqlFailures();
        all.collect(failure);
        return all.found;
    }

    /** Empty if the driver tells none. */
    static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    private void collect(@Nullable Throwable failure) {
        if (failure == null || seen.size() == MOST || !seen.add(failure)) {
            return;
        }
        if (failure instanceof SQLException sql) {
            found.add(sql);
            collect(sql.getNextException());
        }
        collect(failure.getCause());
    }
}
