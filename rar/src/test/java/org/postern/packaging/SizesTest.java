package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.packaging.SourceShape.Callable;

/** What a reader can keep in mind. */
class SizesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_LINES = 300;

    /** Parts that a constructor gives names to by their order alone. */
    private static final int MOST_PARTS = 7;

    private static final int MOST_LINES_OF_METHOD = 55;

    /** The JavaBean of properties, and two tables with an entry for each property and each line of the log. */
    private static final Set<String> LONGER = Set.of("SmtpSettings.java", "Property.java", "LogId.java");

    /**
     * What a bean reads of a message: the reader of content alone makes one, and all others read it by its names. And a step of
     * a conversation: its own methods alone make one, each of which names the one part that differs.
     * And how TLS is wanted, which the reader of properties alone makes.
     */
    private static final Set<String> MORE_PARTS = Set.of("MailContent", "Step", "TlsPolicy");

    static Stream<Path> modules() {
        return Stream.of("api", "content", "endpoint", "rar", "console", "test", "ejb-listener", "src-it", "bench")
                .map(Document.ROOT::resolve);
    }

    @Test
    void noClassIsLongerThanAReaderCanKeepInMind() throws IOException {
        TreeMap<String, Integer> tooLong = new TreeMap<>();
        for (Path file : sources(SOURCES)) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.put(file.getFileName().toString(), lines);
            }
        }

        assertThat(tooLong.keySet()).as("lines of %s", tooLong).isEqualTo(LONGER);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noConstructorHasMorePartsThanAReaderTellsApartByTheirOrder(Path module) throws IOException {
        Map<String, Integer> tooMany = SourceShape.of(sources(module.resolve(SOURCES))).stream()
                .filter(Callable::isConstructor)
                .filter(one -> one.parameters() > MOST_PARTS && !MORE_PARTS.contains(one.name()))
                .collect(Collectors.toMap(Callable::name, Callable::parameters, Math::max));

        assertThat(tooMany).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noMethodIsLongerThanAScreen(Path module) throws IOException {
        List<Callable> all = SourceShape.of(sources(module.resolve(SOURCES)));

        assertThat(all).hasSizeGreaterThan(20);
        assertThat(all).filteredOn(one -> one.lines() > MOST_LINES_OF_METHOD).isEmpty();
    }

    private static List<Path> sources(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
