package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The JDKs of this machine: the one that runs the tests, that of {@code -Dpostern.jdk25=} or of the variable {@code JAVA_25_HOME},
 * and those beside the one that runs the tests.
 */
final class Jdk {
    private Jdk() {}

    /** The home of one of a version such as 25. */
    static Optional<Path> home(int version) {
        Path running = Path.of(System.getProperty("java.home"));
        return Stream.concat(named(version), Stream.concat(Stream.of(running), beside(running)))
                .filter(home -> isOf(home, version))
                .findFirst();
    }

    private static Stream<Path> named(int version) {
        return Stream.of(System.getProperty("postern.jdk" + version), System.getenv("JAVA_" + version + "_HOME"))
                .flatMap(Stream::ofNullable)
                .map(Path::of);
    }

    private static Stream<Path> beside(Path home) {
        try (Stream<Path> directories = Files.list(home.toAbsolutePath().getParent())) {
            return directories.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOf(Path home, int version) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
            return false;
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // In quotation marks, such as "25" and "17.0.16".
        return properties.getProperty("JAVA_VERSION", "").matches("\"" + version + "\\b.*");
    }
}
