package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's scripts, played without a browser. A machine without Node.js does not play them. */
class ScriptsTest {
    private static final Path PAGE = Path.of("src/main/webapp/js");
    private static final Path PLAYS = Path.of("src/test/js");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "live-play.js",
                "missing-play.js",
                "doing-play.js",
                "history-play.js",
                "summary-play.js",
                "addresses-play.js"
            })
    @Timeout(60)
    void theyDoWhatIsExpectedOfThem(String play) throws Exception {
        copy(PAGE);
        copy(PLAYS);
        Files.writeString(directory.resolve("package.json"), "{\"type\": \"module\"}");
        Path said = directory.resolve("said.txt");
        int end = node(said, play);
        assumeTrue(end >= 0, "node is not installed");

        assertThat(end).as(() -> read(said)).isZero();
    }

    @Test
    void allPlaysArePlayed() throws Exception {
        try (Stream<Path> plays = Files.list(PLAYS)) {
            assertThat(plays.map(play -> play.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "live-play.js",
                            "missing-play.js",
                            "doing-play.js",
                            "history-play.js",
                            "summary-play.js",
                            "addresses-play.js");
        }
    }

    /** Below 0 where there is none. */
    private int node(Path said, String play) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("node", play)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return -1;
        }
        try {
            return process.waitFor(50, TimeUnit.SECONDS) ? process.exitValue() : 1;
        } finally {
            process.destroyForcibly();
        }
    }

    private void copy(Path scripts) throws IOException {
        try (Stream<Path> all = Files.list(scripts)) {
            for (Path one : all.toList()) {
                Files.copy(one, directory.resolve(one.getFileName()));
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
