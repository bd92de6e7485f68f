package org.postern.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Maven as a new user has it, with a local repository of its own: what this build has made is installed in no other. What is missing
 * there comes from this build, from what it has fetched for itself, and from elsewhere if it may, in this order.
 */
final class Maven {
    private static final int PATIENCE_MINUTES = 15;
    private static final String VERSION = System.getProperty("postern.version");
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path MADE = TARGET.resolve("made");

    static final Path REPOSITORY = TARGET.resolve("local-repository");

    /** To be given to a shell: {@code mvn}, with what a new user has configured. */
    static final String FUNCTION = Stream.of(
                    Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                    "-B",
                    "-ntp",
                    "-gs",
                    Path.of("src", "test", "resources", "settings.xml")
                            .toAbsolutePath()
                            .toString(),
                    "-Dmaven.repo.local=" + REPOSITORY,
                    "-Daether.offline.protocols=file", // Files are no network.
                    System.getProperty("offline").equals("offline=true") ? "-o" : "")
            .collect(Collectors.joining(" ", "mvn() { ", " \"$@\"; }\n"));

    private Maven() {}

    /** What a command has printed, and whether it succeeded. */
    record Result(boolean succeeded, String output) {}

    /** Adds the archetype to what this build has made, and forgets what an earlier one has. */
    static void prepare() throws IOException {
        String name = "postern-archetype-" + VERSION;
        Path directory = Files.createDirectories(MADE.resolve("org/postern/postern-archetype/" + VERSION));
        Files.copy(
                TARGET.resolve(name + ".jar"), directory.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(Path.of("pom.xml"), directory.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
        delete(REPOSITORY.resolve("org/postern"));
    }

    /** A shell that gives these commands, as a process that is to be waited for. */
    static ProcessBuilder shell(Path directory, String commands) {
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", FUNCTION + commands)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        shell.environment().put("POSTERN_MADE", MADE.toString());
        shell.environment().put("POSTERN_FETCHED", System.getProperty("maven.repo.local"));
        shell.environment().remove("MAVEN_CMD_LINE_ARGS"); // What this build was told is not for that one.
        return shell;
    }

    static Result run(Path directory, String commands) throws IOException, InterruptedException {
        Path output = Files.createTempFile(TARGET, "output", ".log");
        Process process =
                shell(directory, commands).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Result(ended && process.exitValue() == 0, Files.readString(output));
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            List<Path> content;
            try (Stream<Path> files = Files.walk(directory)) {
                content = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : content) {
                Files.delete(file);
            }
        }
    }
}
