package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The libraries in the RAR, against what is known of them (docs/dependencies.md). */
class DependenciesIT {
    /** A month: a release that is made with older facts may be one with a hole that its senders know. */
    private static final int DAYS = 30;

    private static KnownFacts facts;
    private static List<Shipped> shipped;

    @BeforeAll
    static void read() throws IOException {
        facts = KnownFacts.committed();
        shipped = Shipped.in(BuiltRar.jars());
    }

    @Test
    void noLibraryIsKnownToBeVulnerable() {
        assertThat(facts.vulnerable(shipped)).isEmpty();
    }

    @Test
    void eachLibraryHasBeenLookedUp() {
        assertThat(shipped).hasSizeGreaterThan(10);
        assertThat(facts.unknown(shipped)).isEmpty();
    }

    @Test
    void whatDoesNotReachUsIsSaidOfTheVersionsThatAreThere() {
        assertThat(facts.assessedInVain(shipped)).isEmpty();
    }

    /** A build does not fail because a day has passed; a release does. */
    @Test
    void theFactsAreFreshEnoughForARelease() {
        long age = facts.ageInDays(LocalDate.now(ZoneOffset.UTC));
        facts.newer(shipped).forEach(newer -> System.out.println("There is a newer version: " + newer));
        if (Boolean.getBoolean("fresh.facts")) {
            assertThat(age).as("days since %s was looked up", KnownFacts.FILE).isBetween(0L, (long) DAYS);
        } else if (age > DAYS) {
            System.out.printf("WARNING: %s was looked up %d days ago: docs/dependencies.md%n", KnownFacts.FILE, age);
        }
    }

    @Test
    void thePageSaysWhatIsShipped() throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "| library | shipped | newest on " + facts.lookedUp()
                        + " | licence | what for | maintained by | its vulnerabilities are told in |",
                "|---|---|---|---|---|---|---|"));
        for (KnownFacts.Component one : facts.components()) {
            String jars = one.jars().stream().map(jar -> "`" + jar + "`").collect(Collectors.joining(", "));
            String versions = shipped.stream()
                    .filter(library -> one.jars().contains(library.jar()))
                    .map(Shipped::version)
                    .distinct()
                    .collect(Collectors.joining(", "));
            table.add("| "
                    + String.join(
                            " | ",
                            one.name() + ": " + jars,
                            versions,
                            one.newest(),
                            one.licence(),
                            one.use(),
                            one.maintainer(),
                            one.news())
                    + " |");
        }

        new GeneratedPart("docs/dependencies.md", "dependencies").assertIs(table);
    }
}
