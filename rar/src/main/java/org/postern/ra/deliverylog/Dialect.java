package org.postern.ra.deliverylog;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postern.ra.shared.DatabaseProduct;

/**
 * A database product: how the table is made there, and by which codes it says what has failed. SQLState alone would do if all kept
 * to the standard: SQL Server and Oracle have one for everything that is wrong with a statement, and MySQL for much of it.
 */
enum Dialect {
    H2(
            DatabaseProduct.H2,
            Map.of(
                    Failure.DUPLICATE, "23505",
                    Failure.BUSY, "57014 90131",
                    Failure.NO_TABLE, "42S02 42S03 42S04 90079",
                    Failure.NOT_ALLOWED, "90096 90040",
                    Failure.READ_ONLY, "90097")),
    DERBY(
            DatabaseProduct.DERBY,
            Map.of(
                    Failure.DUPLICATE, "23505",
                    Failure.BUSY, "XCL52",
                    Failure.NO_TABLE, "42X05 42Y07",
                    Failure.NOT_ALLOWED, "42500 42502 42507 42508",
                    Failure.READ_ONLY, "25502 25503 25505 40XD1")),
    POSTGRESQL(
            DatabaseProduct.POSTGRESQL,
            Map.of(
                    Failure.DUPLICATE, "23505",
                    Failure.BUSY, "55P03 57014",
                    Failure.NO_TABLE, "42P01 3F000",
                    Failure.NOT_ALLOWED, "42501",
                    Failure.READ_ONLY, "25006")),
    MYSQL(
            DatabaseProduct.MYSQL,
            Map.of(
                    Failure.DUPLICATE, "1062",
                    Failure.BUSY, "1020 1205 1213 1317 3024 3572 1969",
                    Failure.NO_TABLE, "1146",
                    Failure.NOT_ALLOWED, "1142 1143 1044",
                    Failure.READ_ONLY, "1290 1792 1836")),
    ORACLE(
            DatabaseProduct.ORACLE,
            Map.of(
                    Failure.DUPLICATE, "1",
                    Failure.BUSY, "54 60 1013 1591 2049 8177 30006",
                    Failure.NO_TABLE, "942",
                    Failure.NOT_ALLOWED, "1031 1950 41900",
                    Failure.READ_ONLY, "1456 16000")),
    SQLSERVER(
            DatabaseProduct.SQLSERVER,
            Map.of(
                    Failure.DUPLICATE, "2601 2627",
                    Failure.BUSY, "1205 1222 3960",
                    Failure.NO_TABLE, "208",
                    Failure.NOT_ALLOWED, "229 230 262",
                    Failure.READ_ONLY, "3906")),
    /** By the standard's states alone, and with the table that needs the least. */
    OTHER(
            DatabaseProduct.OTHER,
            Map.of(Failure.DUPLICATE, "23000 23505", Failure.NO_TABLE, "42S02", Failure.NOT_ALLOWED, "42501"));

    private final DatabaseProduct product;

    @SuppressWarnings("ImmutableEnumChecker") // A map of immutable sets.
    private final Map<Failure, Set<String>> codes;

    /**
     * That of a product.
     *
     * @param codes SQLStates, or the product's own numbers
     */
    Dialect(DatabaseProduct product, Map<Failure, String> codes) {
        this.product = product;
        this.codes = codes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, one -> Set.of(one.getValue().split(" ", -1))));
    }

    static Dialect of(DatabaseProduct product) {
        return Arrays.stream(values())
                .filter(one -> one.product == product)
                .findFirst()
                .orElse(OTHER);
    }

    /** What a failure means here. */
    Failure meaning(Throwable failure) {
        return SqlFailures.in(failure).stream()
                .map(this::meaning)
                .min(Enum::compareTo)
                .orElse(Failure.OTHER);
    }

    private Failure meaning(SQLException failure) {
        String state = SqlFailures.state(failure);
        String number = String.valueOf(failure.getErrorCode());
        return codes.entrySet().stream()
                .filter(one -> one.getValue().contains(state) || one.getValue().contains(number))
                .map(Map.Entry::getKey)
                .min(Enum::compareTo)
                .orElse(passes(failure, state) ? Failure.BUSY : Failure.OTHER);
    }

    /** What JDBC and the standard call so. */
    private static boolean passes(SQLException failure, String state) {
        return failure instanceof SQLTimeoutException
                || failure instanceof SQLTransactionRollbackException
                || state.startsWith("40")
                || state.equals("HYT00")
                || state.equals("41000");
    }

    /** Whether a statement can be told how long it may wait. */
    boolean takesTimeouts() {
        return product.takesTimeouts();
    }

    /** What makes the table, one statement after the other. */
    List<String> statements() {
        return product.statements(Dialect.class, "");
    }
}
