package org.postern.ra.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.packaging.GeneratedPart;

/** The reference of log lines says what the code does: it is made from {@link LogId}. */
class LogPageTest {
    private static final Pattern ID = Pattern.compile("POSTERN-\\d{4}");

    @Test
    void theTableIsMadeFromTheIds() throws Exception {
        List<String> table =
                new ArrayList<>(List.of("| id | level | what has happened | what to do |", "|---|---|---|---|"));
        Arrays.stream(LogId.values()).map(LogPageTest::row).forEach(table::add);

        new GeneratedPart("docs/log.md", "log").assertIs(table);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoMereInformationHasARemedy(LogId id) {
        assertThat(id.meaning()).matches("[A-Z`].*[.]");
        assertThat(id.remedy()).matches("([A-Z`].*[.])?");
        if (id.level().intValue() >= Level.WARNING.intValue()) {
            assertThat(id.remedy()).isNotEmpty();
        }
    }

    /** An administrator would look for it in vain. */
    @Test
    void noPageNamesAnotherId() throws Exception {
        List<String> known = Arrays.stream(LogId.values()).map(LogId::toString).toList();
        for (Path page : pages()) {
            assertThat(ID.matcher(Files.readString(page)).results().map(MatchResult::group))
                    .as("%s", page)
                    .isSubsetOf(known);
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.walk(Path.of("..", "docs"))) {
            return Stream.concat(
                            pages.filter(page -> page.toString().endsWith(".md")),
                            Stream.of(Path.of("..", "README.md")))
                    .toList();
        }
    }

    private static String row(LogId id) {
        return "| `" + id + "` | " + id.level() + " | " + id.meaning() + " | " + id.remedy() + " |";
    }
}
