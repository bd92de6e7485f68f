package org.postern.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server as its users download it. Maven fetches it when it is wanted for the first time.
 *
 * @param artifact {@code group:artifact:version:type} and perhaps {@code :classifier}
 * @param home the directory, or the file, that comes out of it
 */
record Installation(String artifact, String home) {
    private static final Path DIRECTORY = Path.of(System.getProperty("postern.installations", "target/installations"))
            .toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** Fetches it, unless it is there. */
    Path fetch() throws IOException, InterruptedException {
        Path there = DIRECTORY.resolve(home);
        if (Files.exists(there)) {
            return there;
        }
        Files.createDirectories(DIRECTORY);
        Path unfinished = Files.createTempDirectory(DIRECTORY, "unfinished");
        try {
            // What the local repository has needs no network, also where there is none.
            if (!maven(unfinished, "-o").succeeded()) {
                Command.Result fetched = maven(unfinished);
                if (!fetched.succeeded()) {
                    throw new IOException("Maven cannot fetch " + artifact + ": " + fetched.output());
                }
            }
            Files.move(unfinished.resolve(home), there);
        } finally {
            delete(unfinished);
        }
        return there;
    }

    /** With all that is still in there. */
    private static void delete(Path directory) throws IOException {
        try (Stream<Path> content = Files.walk(directory)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Command.Result maven(Path into, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-q",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "-Dartifact=" + artifact,
                "-DoutputDirectory=" + into));
        command.addAll(List.of(options));
        // The version of the plugin is that of our pom.
        command.addAll(List.of("-f", Path.of("pom.xml").toAbsolutePath().toString()));
        command.add(artifact.endsWith(":jar") ? "dependency:copy" : "dependency:unpack");
        return Command.runWithin(PATIENCE, command.toArray(String[]::new));
    }
}
