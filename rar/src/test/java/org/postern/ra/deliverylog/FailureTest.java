package org.postern.ra.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each product says, and what that means for a message. */
class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "H2, 23505, 23505, DUPLICATE",
        "H2, HYT00, 50200, BUSY",
        "H2, 40001, 40001, BUSY",
        "H2, 90131, 90131, BUSY",
        "H2, 42S02, 42102, NO_TABLE",
        "H2, 42S04, 42104, NO_TABLE",
        "H2, 90096, 90096, NOT_ALLOWED",
        "H2, 90097, 90097, READ_ONLY",
        "H2, 23502, 23502, OTHER",
        "H2, 90067, 90067, OTHER",
        "DERBY, 23505, 20000, DUPLICATE",
        "DERBY, 40XL1, 30000, BUSY",
        "DERBY, 40XL2, 30000, BUSY",
        "DERBY, 40001, 30000, BUSY",
        "DERBY, XCL52, 20000, BUSY",
        "DERBY, 42X05, 20000, NO_TABLE",
        "DERBY, 42Y07, 20000, NO_TABLE",
        "DERBY, 42500, 20000, NOT_ALLOWED",
        "DERBY, 25502, 20000, READ_ONLY",
        "DERBY, 40XD1, 30000, READ_ONLY",
        "DERBY, 08006, 40000, OTHER",
        "POSTGRESQL, 23505, 0, DUPLICATE",
        "POSTGRESQL, 40001, 0, BUSY",
        "POSTGRESQL, 40P01, 0, BUSY",
        "POSTGRESQL, 55P03, 0, BUSY",
        "POSTGRESQL, 57014, 0, BUSY",
        "POSTGRESQL, 42P01, 0, NO_TABLE",
        "POSTGRESQL, 42501, 0, NOT_ALLOWED",
        "POSTGRESQL, 25006, 0, READ_ONLY",
        "POSTGRESQL, 23502, 0, OTHER",
        "POSTGRESQL, 25P02, 0, OTHER",
        "POSTGRESQL, 57P01, 0, OTHER",
        "MYSQL, 23000, 1062, DUPLICATE",
        "MYSQL, 23000, 1048, OTHER",
        "MYSQL, HY000, 1020, BUSY",
        "MYSQL, HY000, 1205, BUSY",
        "MYSQL, 41000, 1205, BUSY",
        "MYSQL, 40001, 1213, BUSY",
        "MYSQL, 42S02, 1146, NO_TABLE",
        "MYSQL, 42000, 1142, NOT_ALLOWED",
        "MYSQL, HY000, 1290, READ_ONLY",
        "MYSQL, 08S01, 0, OTHER",
        "ORACLE, 23000, 1, DUPLICATE",
        "ORACLE, 23000, 1400, OTHER",
        "ORACLE, 61000, 54, BUSY",
        "ORACLE, 61000, 60, BUSY",
        "ORACLE, 72000, 1013, BUSY",
        "ORACLE, 72000, 1591, BUSY",
        "ORACLE, 42000, 2049, BUSY",
        "ORACLE, 42000, 942, NO_TABLE",
        "ORACLE, 42000, 1031, NOT_ALLOWED",
        "ORACLE, 99999, 16000, READ_ONLY",
        "SQLSERVER, 23000, 2627, DUPLICATE",
        "SQLSERVER, 23000, 2601, DUPLICATE",
        "SQLSERVER, 23000, 515, OTHER",
        "SQLSERVER, 40001, 1205, BUSY",
        "SQLSERVER, S0001, 1222, BUSY",
        "SQLSERVER, S0002, 208, NO_TABLE",
        "SQLSERVER, S0005, 229, NOT_ALLOWED",
        "SQLSERVER, S0001, 3906, READ_ONLY",
        "OTHER, 23505, -803, DUPLICATE",
        "OTHER, 40001, -911, BUSY",
        "OTHER, 58004, -901, OTHER"
    })
    void theCodesOfAProductAreUnderstood(Dialect dialect, String state, int number, Failure meaning) {
        assertThat(dialect.meaning(new SQLException("no text is looked at", state, number)))
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheStandardSaysNeedsNoCodes(Dialect dialect) {
        assertThat(dialect.meaning(new SQLTimeoutException())).isEqualTo(Failure.BUSY);
        assertThat(dialect.meaning(new SQLTransactionRollbackException())).isEqualTo(Failure.BUSY);
        assertThat(dialect.meaning(new SQLException())).isEqualTo(Failure.OTHER);
        assertThat(dialect.meaning(new IllegalStateException())).isEqualTo(Failure.OTHER);
    }

    @Test
    void whatIsWrappedOrComesNextIsFound() {
        SQLException outer = new SQLException("a batch has failed", "HY000");
        outer.setNextException(new SQLException("next", "23505"));

        assertThat(Dialect.POSTGRESQL.meaning(outer)).isEqualTo(Failure.DUPLICATE);
        assertThat(Dialect.POSTGRESQL.meaning(new IllegalStateException(outer))).isEqualTo(Failure.DUPLICATE);
    }

    @Test
    void causesInACircleEnd() {
        SQLException first = new SQLException("first");
        first.setNextException(new SQLException("second", first));

        assertThat(Dialect.H2.meaning(first)).isEqualTo(Failure.OTHER);
    }
}
