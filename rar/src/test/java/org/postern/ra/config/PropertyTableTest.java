package org.postern.ra.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.packaging.GeneratedPart;
import org.postern.ra.config.Property.Group;
import org.postern.ra.config.Property.Scope;

/** The reference of properties says what the code does: it is made from {@link Property}. */
class PropertyTableTest {
    private static final String HEAD = "| property | on | type and unit | bounds | default | live | meaning |";
    private static final int COLUMNS = 7;
    private static final int HEAD_ROWS = 2;

    @ParameterizedTest
    @EnumSource
    void theTableOfAGroupIsMadeFromItsProperties(Group group) throws Exception {
        List<String> table = new ArrayList<>(List.of(HEAD, "|---".repeat(COLUMNS) + "|"));
        Arrays.stream(Property.values())
                .filter(property -> property.group() == group)
                .map(PropertyTableTest::row)
                .forEach(table::add);

        table(group).assertIs(table);
    }

    /** What a beginner reads before anything else. */
    @Test
    void theEssentialsAreTenAndStandInTheReadme() throws Exception {
        List<String> essentials = Arrays.stream(Property.values())
                .filter(property -> property.group() == Group.ESSENTIAL)
                .map(property -> "`" + property.beanName() + "`")
                .toList();
        List<String> readme = Files.readAllLines(Path.of("..", "README.md"));

        assertThat(essentials).hasSize(10);
        assertThat(readme.subList(
                        readme.indexOf("## The properties that every administrator sets"), readme.indexOf("## More")))
                .filteredOn(line -> line.startsWith("| `"))
                .map(line -> cells(line).get(0))
                .containsExactlyInAnyOrderElementsOf(essentials);
    }

    @ParameterizedTest
    @EnumSource
    void eachRowHasATypeADefaultAndAMeaning(Group group) throws Exception {
        assertThat(rows(group)).isNotEmpty().allSatisfy(row -> {
            assertThat(row).hasSize(COLUMNS);
            assertThat(row.get(2)).isNotBlank();
            assertThat(row.get(4)).isNotBlank();
            assertThat(row.get(6)).matches("[A-Z`].*[.]");
        });
    }

    /**
     * Consoles show properties by their names, and know nothing of groups: what a name is about stands at its beginning. Upper limits
     * stand together instead.
     */
    @ParameterizedTest
    @ValueSource(strings = {"network", "keyStore", "trustStore", "tls", "spool", "delivery"})
    void whatBelongsTogetherStandsTogetherInTheOrderOfNames(String subject) {
        assertThat(Property.values())
                .extracting(Property::beanName)
                .filteredOn(name -> name.toLowerCase(Locale.ROOT).contains(subject.toLowerCase(Locale.ROOT)))
                .filteredOn(name -> !name.startsWith("max"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith(subject));
    }

    @Test
    void passwordsAreMarkedAndNothingElseIs() throws Exception {
        List<String> marked = new ArrayList<>();
        for (Group group : Group.values()) {
            rows(group).stream()
                    .filter(row -> row.get(2).contains("confidential"))
                    .forEach(row -> marked.add(row.get(0)));
        }

        assertThat(marked)
                .containsExactlyInAnyOrder(
                        "`keyStorePassword`",
                        "`keyStorePassword2`",
                        "`keyStorePassword3`",
                        "`keyPassword`",
                        "`trustStorePassword`",
                        "`trustStorePassword2`");
    }

    @ParameterizedTest
    @EnumSource
    void propertiesWithAUnitInTheirNameHaveItInTheTableToo(Group group) throws Exception {
        for (List<String> row : rows(group)) {
            if (row.get(0).endsWith("Seconds`")) {
                assertThat(row.get(2)).as(row.get(0)).contains("seconds");
            } else if (row.get(0).endsWith("Bytes`")) {
                assertThat(row.get(2)).as(row.get(0)).contains("octets");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachNumberThatCanBeZeroSaysWhatZeroMeans(Property property) {
        assertThat(property.description().contains(" 0: "))
                .isEqualTo(property.bounds().filter(bounds -> bounds.min() == 0).isPresent());
    }

    /** Else something would hold that the reference does not tell. */
    @ParameterizedTest
    @EnumSource
    void eachPropertyHasADefaultOrSaysWhatHoldsWithoutAValue(Property property) {
        assertThat(property.defaultValue().isEmpty())
                .isEqualTo(property.whenUnset().isPresent());
    }

    private static String row(Property property) {
        return "| "
                + String.join(
                        " | ",
                        "`" + property.beanName() + "`",
                        on(property.scope()),
                        property.type() + (property.confidential() ? ", confidential" : ""),
                        property.bounds().map(Bounds::toString).orElse(""),
                        property.whenUnset().orElse("`" + property.defaultValue() + "`"),
                        property.isWritable() ? "yes" : "",
                        property.description().replace("|", "\\|"))
                + " |";
    }

    private static String on(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private static List<List<String>> rows(Group group) throws IOException {
        return table(group).lines().stream()
                .skip(HEAD_ROWS)
                .map(PropertyTableTest::cells)
                .toList();
    }

    private static GeneratedPart table(Group group) {
        return new GeneratedPart("docs/properties.md", group.name().toLowerCase(Locale.ROOT));
    }

    private static List<String> cells(String row) {
        assertThat(row).startsWith("|").endsWith("|");
        return Arrays.stream(row.substring(1, row.length() - 1).split("(?<!\\\\)\\|", -1))
                .map(String::strip)
                .toList();
    }
}
