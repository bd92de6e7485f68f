package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs of the system, for a bounded time. */
final class Command {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Debian puts those of administrators into directories that are not on everybody's path. */
    private static final List<Path> DIRECTORIES = Stream.of("/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/sbin")
            .map(Path::of)
            .toList();

    private Command() {}

    static boolean isInstalled(String command) {
        return DIRECTORIES.stream().anyMatch(directory -> Files.isExecutable(directory.resolve(command)));
    }

    static Result run(String... commandLine) throws IOException, InterruptedException {
        return runWithInput("", commandLine);
    }

    static Result runWithInput(String input, String... commandLine) throws IOException, InterruptedException {
        return run(TIMEOUT, input, commandLine);
    }

    /** For programs that take longer than others. */
    static Result runWithin(Duration timeout, String... commandLine) throws IOException, InterruptedException {
        return run(timeout, "", commandLine);
    }

    private static Result run(Duration timeout, String input, String... commandLine)
            throws IOException, InterruptedException {
        String[] resolved = commandLine.clone();
        resolved[0] = DIRECTORIES.stream()
                .map(directory -> directory.resolve(commandLine[0]))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
        Path output = Files.createTempFile("command", ".out");
        try {
            Process process = new ProcessBuilder(resolved)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertThat(ended).as("%s ended in time: %s", commandLine[0], text).isTrue();
            return new Result(process.exitValue(), text);
        } finally {
            Files.delete(output);
        }
    }

    record Result(int exitValue, String output) {
        boolean succeeded() {
            return exitValue == 0;
        }
    }
}
