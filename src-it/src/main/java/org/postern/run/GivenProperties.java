package org.postern.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** What the user said with {@code -D}, and what holds where nothing was said. */
final class GivenProperties {
    private static final String PREFIX = "postern.";
    private static final String MAIL_DIRECTORY = PREFIX + "mailDirectory";
    private static final String APPLICATION = PREFIX + "application";

    /** Those that are no properties of the adapter. */
    private static final Set<String> NOT_OF_THE_ADAPTER = Set.of(MAIL_DIRECTORY, APPLICATION);

    /** Two addresses with a certificate and one without, so that a developer sees the point with two EHLOs. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "listen", "smtp://127.0.0.1:2525 smtp://127.0.0.2:2525 smtps://127.0.0.1:2465",
            "certificateBindings", "127.0.0.1=" + DevelopmentKeyStore.ALIAS,
            "hostName", "localhost");

    private final Map<String, String> given;

    private GivenProperties(Map<String, String> given) {
        this.given = given;
    }

    static GivenProperties of(Map<String, String> given) {
        return new GivenProperties(new TreeMap<>(given));
    }

    /** Reads the file and deletes it: there may be a password in it. */
    static GivenProperties take(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        Files.delete(file);
        Map<String, String> given = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> given.put(name, properties.getProperty(name)));
        return new GivenProperties(given);
    }

    /** As they were given: the container's key store and the example bean are configured by system properties. */
    Map<String, String> forThisJvm() {
        return given;
    }

    /** {@code -Dpostern.NAME=value} sets the adapter's property NAME, whatever it is: the adapter knows its names. */
    Map<String, String> forTheAdapter() {
        Map<String, String> properties = new TreeMap<>(DEFAULTS);
        given.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !NOT_OF_THE_ADAPTER.contains(name)) {
                properties.put(name.substring(PREFIX.length()), value);
            }
        });
        return properties;
    }

    /** Whether the user left it to us to bring a key store. */
    boolean needsKeyStore() {
        return !given.containsKey("javax.net.ssl.keyStore") && !given.containsKey(PREFIX + "keyStore");
    }

    /** An EAR of the user's, in the place of the example. */
    Optional<Path> application() {
        return Optional.ofNullable(given.get(APPLICATION)).map(Path::of);
    }

    Path mailDirectory() {
        return Path.of(given.getOrDefault(MAIL_DIRECTORY, "target/mail"));
    }
}
