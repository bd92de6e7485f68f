package org.postern.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client that nobody here wrote. It begins TLS with one server after the other, and tells how that went. */
final class TlsProgram {
    private static final int LONGEST_SECONDS = 120;

    private TlsProgram() {}

    /** What it says: its name and version, and one line for each server. Empty if it is not installed. */
    static List<String> run(Path directory, List<String> servers, String program, String script, String host)
            throws IOException, InterruptedException {
        URL resource = TlsProgram.class.getResource("clients/" + script);
        Path input = Files.write(directory.resolve(script + ".in"), servers);
        Path file = directory.resolve(script);
        try (var in = resource.openStream()) {
            Files.write(file, in.readAllBytes());
        }
        return lines(input, program, file.toString(), host);
    }

    private static List<String> lines(Path input, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(input.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> lines = new ArrayList<>();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines().forEach(lines::add);
            }
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return lines;
        } catch (IOException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw new AssertionError(String.join(" ", command), e);
        }
    }
}
