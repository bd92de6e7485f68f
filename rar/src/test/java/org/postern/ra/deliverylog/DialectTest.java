package org.postern.ra.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.ra.shared.DatabaseProduct;

class DialectTest {
    @ParameterizedTest
    @EnumSource
    void eachProductHasItsOwn(DatabaseProduct product) {
        assertThat(Dialect.of(product)).hasToString(product.name());
    }

    @ParameterizedTest
    @EnumSource
    void eachHasATableWithAKeyAndAnIndexForWhatIsOld(Dialect dialect) {
        assertThat(dialect.statements()).hasSize(dialect == Dialect.MYSQL ? 1 : 2);
        assertThat(dialect.statements().get(0))
                .matches(
                        "CREATE TABLE POSTERN_DELIVERY \\( DIGEST N?CHAR\\(64\\) NOT NULL, DELIVERED \\S+ NOT NULL,"
                                + " KEPT_UNTIL \\S+ NOT NULL, MESSAGE_ID VARCHAR2?\\(64\\) NOT NULL, PRIMARY KEY \\(DIGEST\\).*");
        assertThat(String.join("; ", dialect.statements()))
                .endsWith(
                        dialect == Dialect.MYSQL
                                ? "PRIMARY KEY (DIGEST), INDEX POSTERN_DELIVERY_AGE (KEPT_UNTIL) ) ENGINE=InnoDB"
                                : "PRIMARY KEY (DIGEST) ); CREATE INDEX POSTERN_DELIVERY_AGE ON POSTERN_DELIVERY (KEPT_UNTIL)");
    }

    /** The row of a message that was rolled back would stay in a table of MyISAM, and the message would be lost. */
    @Test
    void inMySqlTheTableTakesPartInTransactions() {
        assertThat(Dialect.MYSQL.statements().get(0)).endsWith(" ENGINE=InnoDB");
    }
}
