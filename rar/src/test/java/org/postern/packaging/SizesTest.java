package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader can keep in mind. */
class SizesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_LINES = 300;

    /** The JavaBean of properties, and two tables with an entry for each property and each line of the log. */
    private static final Set<String> LONGER = Set.of("SmtpSettings.java", "Property.java", "LogId.java");

    @Test
    void noClassIsLongerThanAReaderCanKeepInMind() throws IOException {
        TreeMap<String, Integer> tooLong = new TreeMap<>();
        for (Path file : sources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.put(file.getFileName().toString(), lines);
            }
        }

        assertThat(tooLong.keySet()).as("lines of %s", tooLong).isEqualTo(LONGER);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
