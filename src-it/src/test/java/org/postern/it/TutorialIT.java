package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the tutorial as a reader would: writes the files, gives the commands to a shell, and sees what the page says that one
 * sees. The directory is a root of the repository with nothing but what the build has made; other than a reader it takes a port that is free.
 */
class TutorialIT {
    private static final Path PAGE = Path.of("..", "docs", "tutorial.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```\n|([^\n]*\n)");
    private static final Pattern FILE = Pattern.compile("(?:// |<!-- )(\\S+).*");
    private static final Pattern GIVEN = Pattern.compile("-D(\\S+?)=(\\S+)");

    /** Starts the server instead of a shell. */
    private static final String RUN = "mvn -q -Prun ";

    private static final String STOP = "Stop the server with Ctrl-C";

    @TempDir
    Path root;

    private final int port = FreePorts.on("127.0.0.1");
    private @Nullable Process server;
    private String output = "";

    /** A reader's shell keeps its variables from one block to the next. */
    private String variables = "";

    @AfterEach
    void kill() throws Exception {
        if (server != null) {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void eachStepDoesWhatThePageSays() throws Exception {
        Path built = Files.createDirectories(root.resolve("src-it/target"));
        Files.createSymbolicLink(
                built.resolve("deployments"), Ears.adapter().toAbsolutePath().getParent());
        Matcher step = BLOCK.matcher(Files.readString(PAGE)
                .replace("127.0.0.1:2525", "127.0.0.1:" + port)
                .replace("127.0.0.1  2525", "127.0.0.1  " + port)
                .replace("~/.m2/repository", repository()));
        List<String> done = new ArrayList<>();
        while (step.find()) {
            if (step.group(1) == null) {
                stopIfToldTo(step.group(3));
            } else {
                done.add(step.group(1));
                follow(step.group(1), step.group(2));
            }
        }
        assertThat(done).containsOnly("java", "xml", "bash", "text").hasSizeGreaterThan(12);
    }

    private void follow(String language, String text) throws Exception {
        switch (language) {
            case "java", "xml" -> write(text);
            case "text" -> text.lines().forEach(this::see);
            default -> {
                if (text.startsWith(RUN)) {
                    start(text);
                } else {
                    output = shell(text);
                }
            }
        }
    }

    /** Under the name in its first line. */
    private void write(String text) throws IOException {
        Matcher name = FILE.matcher(text.lines().findFirst().orElseThrow());
        assertThat(name.matches()).as(text).isTrue();
        Path file = root.resolve(name.group(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Maven has done already what a reader has it do. */
    private String shell(String commands) throws Exception {
        Path file = root.resolve("output");
        variables += commands.lines()
                .filter(line -> line.matches("[A-Z]+=\\S+"))
                .collect(Collectors.joining("\n", "", "\n"));
        Process shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", "mvn() { :; }\n" + variables + commands)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        boolean ended = shell.waitFor(1, TimeUnit.MINUTES);
        shell.destroyForcibly();
        assertThat(ended).as(commands).isTrue();
        String text = Files.readString(file);
        assertThat(shell.exitValue()).as("%s: %s%s", commands, text, log()).isZero();
        return text;
    }

    /** As the profile does it. */
    private void start(String command) throws IOException {
        Properties given = new Properties();
        GIVEN.matcher(command).results().forEach(found -> given.setProperty(found.group(1), found.group(2)));
        Path file = root.resolve("given.properties");
        try (var out = Files.newOutputStream(file)) {
            given.store(out, null);
        }
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "@" + Path.of("payara.jvmargs").toAbsolutePath(),
                        "-classpath",
                        classPath(),
                        "org.postern.run.Run",
                        file.toString(),
                        Ears.packaged().toAbsolutePath().toString(),
                        root.resolve("failed").toString())
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("server.log").toFile())
                .start();
    }

    private void stopIfToldTo(String sentence) throws Exception {
        if (sentence.contains(STOP) && server != null) {
            server.destroy();
            assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** In what the last command has printed, or what the server does. */
    private void see(String line) {
        String pattern = new Shown(line).pattern();
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(output + log()).containsPattern(pattern));
    }

    private String log() throws IOException {
        Path log = root.resolve("server.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Where Maven has what the page takes from there. */
    private static String repository() {
        String jar = Arrays.stream(classPath().split(File.pathSeparator, -1))
                .filter(entry -> entry.contains("payara-embedded-all"))
                .findFirst()
                .orElseThrow();
        return jar.substring(0, jar.indexOf("/fish/payara/"));
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
