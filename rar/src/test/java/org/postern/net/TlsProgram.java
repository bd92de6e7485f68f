package org.postern.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A client that nobody here wrote. It begins TLS with one server after the other, and tells how that went.
 *
 * @param name as it calls itself, in front of its version
 * @param command what runs it, where its script is in the working directory
 */
record TlsProgram(String name, List<String> command) {
    private static final int LONGEST_SECONDS = 120;

    /** Those that are known here, installed or not. */
    static List<TlsProgram> all() {
        return List.of(
                new TlsProgram("OpenSSL", List.of("sh", "client.sh")),
                new TlsProgram("GnuTLS", List.of("bash", "gnutls.sh")),
                new TlsProgram("Python", List.of("python3", "client.py")),
                new TlsProgram("Node.js", List.of("node", "client.js")),
                new TlsProgram("Java 17", java(17)),
                new TlsProgram("Java 25", java(25)),
                new TlsProgram("Go", List.of("go", "run", "client.go")),
                new TlsProgram("NSS", List.of("python3", "nss.py")));
    }

    /** What it says: its name and version, and one line for each server. Empty if it is not installed. */
    List<String> run(Path directory, List<String> servers, String host) throws IOException, InterruptedException {
        Path own = Files.createDirectory(directory.resolve(name.replace(' ', '-')));
        Path input = Files.write(own.resolve("servers"), servers);
        for (String part : command) {
            try (InputStream script = TlsProgram.class.getResourceAsStream("clients/" + part)) {
                if (script != null) {
                    Files.copy(script, own.resolve(part));
                }
            }
        }
        ProcessBuilder program = new ProcessBuilder(
                        Stream.concat(command.stream(), Stream.of(host)).toList())
                .directory(own.toFile())
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Go compiles before it runs; without a C compiler, without the network, and for nobody else.
        program.environment().put("CGO_ENABLED", "0");
        program.environment().put("GO111MODULE", "off");
        program.environment().put("GOFLAGS", "");
        program.environment().put("GOCACHE", own.resolve("cache").toString());
        program.environment().put("GOPATH", own.resolve("path").toString());
        return lines(program);
    }

    private List<String> lines(ProcessBuilder program) throws InterruptedException {
        Process process;
        try {
            process = program.start();
        } catch (IOException e) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            throw new AssertionError(name, e);
        }
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return lines;
    }

    /** The one that runs this test, the one that JAVA_HOME_n names, or the one where Linux distributions install it. */
    private static List<String> java(int version) {
        String home = Runtime.version().feature() == version
                ? System.getProperty("java.home")
                : Optional.ofNullable(System.getenv("JAVA_HOME_" + version))
                        .or(() -> installed("*-" + version + "-*"))
                        .orElse("none");
        return List.of(
                Path.of(home, "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                JavaClient.class.getName());
    }

    private static Optional<String> installed(String glob) {
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(Path.of("/usr/lib/jvm"), glob)) {
            for (Path home : homes) {
                return Optional.of(home.toString());
            }
        } catch (IOException e) {
            // Not a distribution that keeps them there.
        }
        return Optional.empty();
    }
}
