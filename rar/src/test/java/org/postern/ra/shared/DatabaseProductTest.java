package org.postern.ra.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseProductTest {
    @ParameterizedTest
    @CsvSource({
        "H2, H2",
        "Apache Derby, DERBY",
        "PostgreSQL, POSTGRESQL",
        "MySQL, MYSQL",
        "MariaDB, MYSQL",
        "Oracle, ORACLE",
        "Microsoft SQL Server, SQLSERVER",
        "DB2/LINUXX8664, OTHER"
    })
    void aProductIsKnownByTheNameThatItsDriverGives(String name, DatabaseProduct product) {
        assertThat(DatabaseProduct.of(name)).isEqualTo(product);
    }
}
