package org.postern.ra.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's table of properties says what the code does. */
class PropertyTableTest {
    private static final String BEGIN = "<!-- properties -->";
    private static final String END = "<!-- /properties -->";
    private static final int HEAD_ROWS = 2;

    @Test
    void theColumnsAreThoseThatAreHeldHere() throws Exception {
        assertThat(cells(table().get(0)))
                .containsExactly("property", "on", "type and unit", "bounds", "default", "meaning");
        assertThat(cells(table().get(1))).hasSize(6).allSatisfy(cell -> assertThat(cell)
                .matches(":?-+:?"));
    }

    @Test
    void theRowsAreThePropertiesInTheirOrderWithScopeBoundsAndDefault() throws Exception {
        assertThat(rows().stream().map(row -> String.join(" | ", row.get(0), row.get(1), row.get(3), row.get(4))))
                .containsExactly(Arrays.stream(Property.values())
                        .map(PropertyTableTest::expected)
                        .toArray(String[]::new));
    }

    @Test
    void eachRowHasATypeAndAMeaning() throws Exception {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row).hasSize(6);
            assertThat(row.get(2)).isNotBlank();
            assertThat(row.get(5)).isNotBlank();
        });
    }

    @Test
    void passwordsAreMarkedAndNothingElseIs() throws Exception {
        assertThat(rows().stream()
                        .filter(row -> row.get(2).contains("confidential"))
                        .map(row -> row.get(0)))
                .containsExactly("`keyStorePassword`", "`keyPassword`", "`trustStorePassword`");
    }

    @Test
    void propertiesWithAUnitInTheirNameHaveItInTheTableToo() throws Exception {
        for (List<String> row : rows()) {
            if (row.get(0).endsWith("Seconds`")) {
                assertThat(row.get(2)).as(row.get(0)).contains("seconds");
            } else if (row.get(0).endsWith("Bytes`")) {
                assertThat(row.get(2)).as(row.get(0)).contains("octets");
            }
        }
    }

    private static String expected(Property property) {
        String on = property.scope() == Property.Scope.ADAPTER ? "adapter" : "both";
        String bounds = property.bounds().map(Property.Bounds::toString).orElse("");
        String value = property.defaultValue().isEmpty() ? "" : "`" + property.defaultValue() + "`";
        return String.join(" | ", "`" + property.beanName() + "`", on, bounds, value);
    }

    private static List<List<String>> rows() throws IOException {
        return table().stream().skip(HEAD_ROWS).map(PropertyTableTest::cells).toList();
    }

    private static List<String> table() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "README.md"));
        assertThat(lines).containsOnlyOnce(BEGIN, END);
        return lines.subList(lines.indexOf(BEGIN) + 1, lines.indexOf(END)).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> cells(String row) {
        assertThat(row).startsWith("|").endsWith("|");
        return Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }
}
