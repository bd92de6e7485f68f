package org.postern.ra.config;

import java.util.Map;

/**
 * Where several instances keep what they know in common.
 *
 * @param name of the data source in JNDI, if it is one
 * @param create whether its table is made when it is missing
 */
public record SharedConfig(Kind kind, String name, boolean create) {
    private static final String GRID = "grid";

    public enum Kind {
        /** Each instance goes by what it knows itself. */
        NONE,
        /** The data grid that the server has. */
        GRID,
        /** A table of a data source. */
        TABLE
    }

    static SharedConfig read(Configuration from) {
        String store = from.text(Property.SHARED_STORE);
        boolean create = from.choice(Property.SHARED_STORE_CREATE, Map.of("false", false, "true", true));
        if (store.isEmpty()) {
            return new SharedConfig(Kind.NONE, store, create);
        }
        if (store.equalsIgnoreCase(GRID)) {
            return new SharedConfig(Kind.GRID, store, create);
        }
        if (!store.contains("/") || !store.chars().allMatch(SharedConfig::isOfName)) {
            from.problem(
                    Property.SHARED_STORE,
                    "write grid for the data grid of the server, the JNDI name of a data source as in jdbc/mail, or leave it"
                            + " out");
        }
        return new SharedConfig(Kind.TABLE, store, create);
    }

    private static boolean isOfName(int c) {
        return c > ' ' && c < 0x7f;
    }
}
