package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's scripts, played without a browser. A machine without Node.js, or with an old one, does not play them. */
class ScriptsTest {
    private static final Path PAGE = Path.of("src/main/webapp/js");
    private static final Path PLAYS = Path.of("src/test/js");

    /** Earlier ones do not know all that browsers and these scripts do. */
    private static final int FIRST_VERSION = 18;

    private static final Pattern VERSION = Pattern.compile("v(\\d{1,9})\\..*", Pattern.DOTALL);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"live-play.js", "missing-play.js", "doing-play.js", "history-play.js", "summary-play.js"})
    @Timeout(60)
    void theyDoWhatIsExpectedOfThem(String play) throws Exception {
        copy(PAGE);
        copy(PLAYS);
        Files.writeString(directory.resolve("package.json"), "{\"type\": \"module\"}");
        Path said = directory.resolve("said.txt");
        assumeTrue(node(said, "--version") == 0 && plays(read(said)), "no Node.js of version 18 or later is installed");

        assertThat(node(said, play)).as(() -> read(said)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "v18.0.0, true",
        "v20.20.2, true",
        "v100.1.0-nightly, true",
        "v17.9.1, false",
        "v9.11.2, false",
        "18, false",
        "'', false"
    })
    void anOldVersionOfWhatPlaysThemIsNotAskedTo(String version, boolean expected) {
        assertThat(plays(version + "\n")).isEqualTo(expected);
    }

    private static boolean plays(String version) {
        Matcher found = VERSION.matcher(version);
        return found.matches() && Integer.parseInt(found.group(1)) >= FIRST_VERSION;
    }

    @Test
    void allPlaysArePlayed() throws Exception {
        try (Stream<Path> plays = Files.list(PLAYS)) {
            assertThat(plays.map(play -> play.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "live-play.js", "missing-play.js", "doing-play.js", "history-play.js", "summary-play.js");
        }
    }

    /** Below 0 where there is none. */
    private int node(Path said, String what) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("node", what)
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
