package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the check of dependencies finds, with facts of its own. */
class KnownFactsTest {
    private static final KnownFacts FACTS =
            KnownFacts.of("""
            # A comment
            looked-up|2026-11-28
            component|Netty|netty-handler netty-common|4.2.20.Final|Apache-2.0|sockets|Netty|there
            advisory|CVE-1|netty-handler|4.2.0|4.2.17|a hole|[cve]
            advisory|CVE-2|netty-handler|4.2.0|4.2.10|another|[cve]
            assessed|CVE-2|netty-handler|4.2.9.Final|We do not use that
            """.replace('|', '\t').lines().toList());

    @Test
    void aVersionInAVulnerableRangeIsFound() {
        assertThat(FACTS.vulnerable(shipped("netty-handler-4.2.16.Final.jar")))
                .containsExactly("CVE-1 in netty-handler 4.2.16.Final, mended in 4.2.17");
    }

    @Test
    void theOneThatMendsItIsNot() {
        assertThat(FACTS.vulnerable(shipped("netty-handler-4.2.17.Final.jar", "netty-common-4.2.16.Final.jar")))
                .isEmpty();
    }

    @Test
    void norIsOneFromBeforeIt() {
        assertThat(FACTS.vulnerable(shipped("netty-handler-4.1.137.Final.jar"))).isEmpty();
    }

    @Test
    void whatDoesNotReachUsIsSaidForOneVersionAlone() {
        assertThat(FACTS.vulnerable(shipped("netty-handler-4.2.9.Final.jar")))
                .containsExactly("CVE-1 in netty-handler 4.2.9.Final, mended in 4.2.17");
        assertThat(FACTS.vulnerable(shipped("netty-handler-4.2.8.Final.jar"))).hasSize(2);
        assertThat(FACTS.assessedInVain(shipped("netty-handler-4.2.8.Final.jar")))
                .containsExactly("CVE-2 in netty-handler 4.2.9.Final");
    }

    @Test
    void newerVersionsAreTold() {
        assertThat(FACTS.newer(shipped("netty-handler-4.2.9.Final.jar", "netty-common-4.2.20.Final.jar")))
                .containsExactly("netty-handler 4.2.9.Final -> 4.2.20.Final");
    }

    @Test
    void aLibraryThatWasNeverLookedUpIsFound() {
        assertThat(FACTS.unknown(shipped("left-pad-1.0.jar", "netty-common-4.2.16.Final.jar")))
                .hasToString("[left-pad 1.0]");
    }

    @Test
    void aLibraryForSeveralPlatformsIsOne() {
        assertThat(shipped(
                        "netty-tcnative-boringssl-static-2.0.78.Final-linux-x86_64.jar",
                        "netty-tcnative-boringssl-static-2.0.78.Final-osx-aarch_64.jar",
                        "bcprov-jdk15to18-1.85.jar",
                        "postern.jar"))
                .hasToString("[netty-tcnative-boringssl-static 2.0.78.Final, bcprov-jdk15to18 1.85]");
    }

    @Test
    void theFactsHaveAnAge() {
        assertThat(FACTS.ageInDays(LocalDate.of(2026, 12, 28))).isEqualTo(30);
    }

    @Test
    void aLineThatIsNoFactIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownFacts.of(List.of("advisory\tCVE-3")))
                .withMessageContaining("CVE-3");
    }

    private static List<Shipped> shipped(String... files) {
        return Shipped.in(List.of(files));
    }
}
