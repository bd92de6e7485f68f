package org.postern.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the tutorial as a reader would: gives the commands to a shell, writes and changes files, and sees what the page says that one
 * sees. Other than a reader it takes a port that is free, and has what this build has made.
 */
class TutorialIT {
    private static final Path PAGE = Path.of("..", "docs", "tutorial.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```\n|([^\n]*\n)");
    private static final Pattern NAME = Pattern.compile("(?://|[+]{3}) (\\S+)\n");

    private static final String INSTALL = "mvn -q install ";
    private static final String RUN = "mvn -q -Prun";
    private static final String STOP = "Stop the server with Ctrl-C";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private final int port = freePort();
    private Process server;
    private String output = "";

    TutorialIT() throws IOException {}

    @BeforeAll
    static void prepare() throws IOException {
        Maven.prepare();
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
            all.add(server.toHandle());
            all.forEach(ProcessHandle::destroy);
            for (ProcessHandle process : all) {
                process.onExit().get(1, TimeUnit.MINUTES);
            }
            server = null;
        }
    }

    @Test
    void eachStepDoesWhatThePageSays() throws Exception {
        Matcher step = BLOCK.matcher(Files.readString(PAGE)
                .replace("archetype:generate", System.getProperty("archetype.plugin") + ":generate")
                .replace(RUN, RUN + " -Dlisten=smtp://127.0.0.1:2525")
                .replace("127.0.0.1:2525", "127.0.0.1:" + port)
                .replace("~/.m2/repository", Maven.REPOSITORY.toString()));
        List<String> done = new ArrayList<>();
        while (step.find()) {
            if (step.group(1) != null) {
                done.add(step.group(1));
                follow(step.group(1), step.group(2));
            } else if (step.group(3).contains(STOP)) {
                stop();
            }
        }
        assertThat(done).contains("java", "diff", "bash", "text").hasSizeGreaterThan(15);
    }

    private void follow(String language, String text) throws Exception {
        switch (language) {
            case "java" -> Files.writeString(file(text), text);
            case "diff" -> change(text);
            case "text" -> text.lines().forEach(this::see);
            default -> give(text);
        }
    }

    private void give(String commands) throws Exception {
        if (commands.startsWith(RUN)) {
            Path log = Files.createFile(directory.resolve("server.log"));
            server = Maven.shell(home(), commands).redirectOutput(log.toFile()).start();
        } else if (!commands.startsWith(INSTALL)) {
            Maven.Result result = Maven.run(home(), commands);
            output = result.output();
            assertThat(result.succeeded())
                    .as("%s: %s%s", commands, output, log())
                    .isTrue();
        }
    }

    /** Where a reader is: in the project, as soon as it is there. */
    private Path home() {
        Path project = directory.resolve("shop");
        return Files.exists(project) ? project : directory;
    }

    /** The lines without a plus are there, and become all of them. */
    private void change(String diff) throws IOException {
        Path file = file(diff);
        List<String> lines = diff.lines().skip(1).toList();
        String before = lines.stream()
                .filter(line -> line.startsWith(" "))
                .map(line -> line.substring(1) + "\n")
                .collect(Collectors.joining());
        String after = lines.stream().map(line -> line.substring(1) + "\n").collect(Collectors.joining());
        assertThat(file).content().containsOnlyOnce(before);
        Files.writeString(file, Files.readString(file).replace(before, after));
    }

    /** Named in the first line. */
    private Path file(String text) {
        Matcher name = NAME.matcher(text);
        assertThat(name.lookingAt()).as(text).isTrue();
        return home().resolve(name.group(1));
    }

    /** In what the last command has printed, or what the server does. */
    private void see(String line) {
        Pattern shown = Pattern.compile(Arrays.stream(line.strip().split("\\.\\.\\.", -1))
                .map(part -> Arrays.stream(part.split("\\s+", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s+")))
                .collect(Collectors.joining(".*")));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(output + log()).containsPattern(shown));
    }

    private String log() throws IOException {
        Path log = directory.resolve("server.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
