package org.postern.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Maven as a new user has it, with a local repository of its own: what this build has made is in no other. */
final class Maven {
    private static final int PATIENCE_MINUTES = 15;

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path MADE = TARGET.resolve("made");
    private static final Path LOCAL = TARGET.resolve("local-repository");

    private Maven() {}

    /** What a command has printed, and whether it succeeded. */
    record Result(boolean succeeded, String output) {}

    /** A repository with what projects need of this build. Those of an earlier one are forgotten. */
    static void forgetWhatWasMadeBefore() throws IOException {
        Path ours = LOCAL.resolve("org/postern");
        if (Files.exists(ours)) {
            try (var files = Files.walk(ours)) {
                for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    static Result run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-gs",
                Path.of("src/test/resources/settings.xml").toAbsolutePath().toString(),
                "-Dmaven.repo.local=" + LOCAL,
                // Files are no network.
                "-Daether.offline.protocols=file"));
        if (Boolean.getBoolean("offline")) {
            command.add("-o");
        }
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "maven", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("POSTERN_MADE", MADE.toString());
        builder.environment().put("POSTERN_FETCHED", System.getProperty("maven.repo.local"));
        // What this build was told is not for that one.
        builder.environment().remove("MAVEN_CMD_LINE_ARGS");
        Process maven = builder.start();
        if (!maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            maven.destroy();
            return new Result(false, "Not within minutes: " + Files.readString(output));
        }
        return new Result(maven.exitValue() == 0, Files.readString(output));
    }
}
