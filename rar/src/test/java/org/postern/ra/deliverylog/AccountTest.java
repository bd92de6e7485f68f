package org.postern.ra.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.ra.shared.DatabaseProduct;

class AccountTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', textBlock = """
            POSTGRESQL, ", orders,        orders
            POSTGRESQL, ", orders-app,    "orders-app"
            POSTGRESQL, ", Orders,        "Orders"
            POSTGRESQL, ", a"b,           "a""b"
            H2,         ", SA,            SA
            OTHER,      | |, orders-app,  orders-app
            MYSQL,      `, app@10.0.0.7,  'app'@'%'
            MYSQL,      `, my-app@db@web, 'my-app@db'@'%'
            MYSQL,      `, o'neil,        'o''neil'@'%'
            """)
    void aGrantNamesItSoThatTheDatabaseTakesIt(
            DatabaseProduct product, String quote, String user, String inStatements) {
        assertThat(Account.of(user, quote, product)).isEqualTo(new Account(user, inStatements));
    }
}
