package org.postern.ra.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A database by the name that its driver gives, and the files of statements that there are for it. */
public enum DatabaseProduct {
    H2("h2"),
    DERBY("derby"),
    POSTGRESQL("postgresql"),
    MYSQL("mysql"),
    ORACLE("oracle"),
    SQLSERVER("sqlserver"),
    /** Is given what needs the least. */
    OTHER("derby");

    private final String file;

    DatabaseProduct(String file) {
        this.file = file;
    }

    /** The one at the other end of a connection. */
    public static DatabaseProduct of(Connection connection) throws SQLException {
        return of(String.valueOf(connection.getMetaData().getDatabaseProductName()));
    }

    static DatabaseProduct of(String name) {
        String known = name.toLowerCase(Locale.ROOT).replace(" ", "").replace("mariadb", "mysql");
        return Arrays.stream(values())
                .filter(one -> one != OTHER && known.contains(one.file))
                .findFirst()
                .orElse(OTHER);
    }

    /**
     * The statements of the file for this product, without the lines that say what they are for.
     *
     * @param room whose files they are
     * @param prefix of the names of these files
     */
    public List<String> statements(Class<?> room, String prefix) {
        String text = read(room, prefix + file + ".sql")
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining(" "));
        return Arrays.stream(text.split(";", -1))
                .map(statement -> statement.strip().replaceAll("\\s+", " "))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String read(Class<?> room, String name) {
        try (InputStream in = Objects.requireNonNull(room.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
