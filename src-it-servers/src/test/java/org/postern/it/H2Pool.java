package org.postern.it;

import java.util.List;

/** The command with which {@code asadmin} makes a pool of connections, in which none stays that is dead. */
final class H2Pool {
    private H2Pool() {}

    static List<String> create(String name, String url) {
        return List.of(
                "create-jdbc-connection-pool",
                "--datasourceclassname",
                "org.h2.jdbcx.JdbcDataSource",
                "--restype",
                "javax.sql.DataSource",
                "--isconnectvalidatereq",
                "true",
                "--validationmethod",
                "auto-commit",
                "--property",
                "URL=%s:User=%s:Password=%2$s".formatted(url.replaceAll("[\\\\:=]", "\\\\$0"), Ledger.USER),
                name);
    }
}
