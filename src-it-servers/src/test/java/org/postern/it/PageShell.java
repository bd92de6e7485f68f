package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where the commands of a page are given: a directory of an ordinary user, in a network of its own with nothing but loopback (Linux
 * network namespace). So a page has the ports that servers are shipped with, also those below 1024, and what is opened is closed to
 * everything else.
 */
final class PageShell implements AutoCloseable {
    private static final String USER = "nobody";
    private static final String GROUP = "65534";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String UP = "ip link set lo up && echo up && exec sleep 3600";

    private final Path directory;
    private final Path own;
    private final Path jdk;
    private final Process network;

    /** @param directory may be entered by all users; becomes that of the ordinary user */
    PageShell(Path directory, Path jdk) throws IOException {
        this.directory = Files.createDirectory(directory.resolve("reader"));
        this.own = Files.createDirectory(directory.resolve("shell"));
        this.jdk = jdk;
        give(this.directory);
        give(own);
        network = new ProcessBuilder("unshare", "--net", "bash", "-c", UP)
                .redirectErrorStream(true)
                .start();
        String said =
                new BufferedReader(new InputStreamReader(network.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(said).as("what a new network says").isEqualTo("up");
    }

    /** Whether this machine lets us have one: root does. */
    static boolean isPossible() throws IOException, InterruptedException {
        return Command.isInstalled("unshare")
                && Command.isInstalled("setpriv")
                && Command.isInstalled("ip")
                && Command.run("unshare", "--net", "true").succeeded();
    }

    Path directory() {
        return directory;
    }

    /** Writes a file of the reader. */
    void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        for (Path parent = file.getParent(); !Files.exists(parent); parent = file.getParent()) {
            create(parent);
        }
        give(Files.writeString(file, text));
    }

    private void create(Path missing) throws IOException {
        if (!Files.exists(missing.getParent())) {
            create(missing.getParent());
        }
        give(Files.createDirectory(missing));
    }

    /** Puts a file there that the reader has from elsewhere. */
    void put(Path file, String name) throws IOException {
        give(Files.copy(file, directory.resolve(name)));
    }

    /** The ordinary user's shell keeps its variables. */
    Command.Result run(String commands) throws IOException, InterruptedException {
        return run(
                List.of("setpriv", "--reuid", USER, "--regid", GROUP, "--clear-groups"), """
                set -aeuo pipefail
                if [ -e '%1$s/variables' ]; then . '%1$s/variables'; fi
                %2$s
                export -p >'%1$s/variables'
                """.formatted(own, commands));
    }

    Command.Result runAsRoot(String commands) throws IOException, InterruptedException {
        return run(List.of(), "set -euo pipefail\n" + commands);
    }

    private Command.Result run(List<String> user, String script) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", "" + network.pid(), "--net"));
        command.addAll(user);
        command.addAll(List.of("bash", "-c", script));
        Path output = own.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        directory.toString(),
                        // The JVM asks the system for it, where this user has none; GlassFish writes into it.
                        "JAVA_TOOL_OPTIONS",
                        "-Duser.home=" + directory,
                        "JAVA_HOME",
                        jdk.toString(),
                        "LANG",
                        "C.UTF-8",
                        "PATH",
                        jdk.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"));
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        assertThat(ended).as("it ends in time: %s", text).isTrue();
        return new Command.Result(process.exitValue(), text);
    }

    /** Ends all that runs in its network. */
    @Override
    public void close() throws IOException {
        Path namespace = namespaceOf(network.toHandle());
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (process.isAlive() && namespace.equals(namespaceOf(process))) {
                process.destroyForcibly();
                process.onExit()
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join();
            }
        }
    }

    /** One that has ended has none. */
    private static Path namespaceOf(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", "" + process.pid(), "ns/net"));
        } catch (IOException e) {
            return Path.of("none");
        }
    }

    /** Files whose names end so, of the server as a rule. */
    List<Path> find(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static void give(Path file) throws IOException {
        Files.setOwner(
                file, FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
}
