package org.postern.bench.server;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The adapter's properties in all measurements: its defaults, but for what is measured beyond them, and what says where it is.
 */
final class Settings {
    private static final Map<String, String> MEASURED = Map.of(
            "hostName", "mx.example.org",
            "certificateBindings", "*=" + TestCertificate.ALIAS,
            "keyStorePassword", TestCertificate.PASSWORD,
            "maxConnections", "50000",
            "maxConnectionsPerPeer", "50000",
            "maxConnectionsPerNetwork", "50000",
            "maxMessageBytes", "1100000000");

    private Settings() {}

    /**
     * Writes them to a file.
     *
     * @param prefix of their names
     * @param different what is different in this measurement
     */
    static Path write(Path file, String prefix, int port, Workplace place, Map<String, String> different)
            throws IOException {
        Properties all = new Properties();
        MEASURED.forEach((name, value) -> all.setProperty(prefix + name, value));
        all.setProperty(prefix + "listen", "smtp://127.0.0.1:" + port + "?backlog=1024");
        all.setProperty(prefix + "keyStore", "file:" + place.certificate().keyStore());
        different.forEach((name, value) -> all.setProperty(prefix + name, value));
        try (Writer out = Files.newBufferedWriter(file)) {
            all.store(out, null);
        }
        return file;
    }
}
