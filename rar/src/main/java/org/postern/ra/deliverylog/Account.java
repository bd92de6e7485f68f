package org.postern.ra.deliverylog;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postern.ra.shared.DatabaseProduct;

/**
 * Whom a database knows the data source as.
 *
 * @param name for people
 * @param inStatements as a GRANT takes it
 */
record Account(String name, String inStatements) {
    /** Means the same in statements, if it is folded there to how it is stored. */
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*|[A-Z_][A-Z0-9_]*");

    static Account of(DatabaseMetaData connected, DatabaseProduct product) throws SQLException {
        return of(String.valueOf(connected.getUserName()), connected.getIdentifierQuoteString(), product);
    }

    /** JDBC calls a blank what quotes nothing. */
    static Account of(String name, String quote, DatabaseProduct product) {
        if (product == DatabaseProduct.MYSQL) {
            // It tells the host that the connection comes from, which is not the pattern that the account has for
            // hosts.
            int host = name.lastIndexOf('@');
            String user = host < 0 ? name : name.substring(0, host);
            return new Account(name, "'" + user.replace("'", "''") + "'@'%'");
        }
        boolean isPlain = quote.isBlank() || PLAIN.matcher(name).matches();
        return new Account(name, isPlain ? name : quote + name.replace(quote, quote + quote) + quote);
    }
}
