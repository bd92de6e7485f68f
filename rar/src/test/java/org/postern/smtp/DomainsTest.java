package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainsTest {
    private static final String LABEL = "l".repeat(63);

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "1", "a1", "a-b", "a--b", "example.org", "EXAMPLE.Org", "1.2.3.4", "xn--p1ai", "a.b.c.d.e"})
    void takesDomains(String text) {
        assertThat(Domains.isStrictDomain(text)).isTrue();
        assertThat(ConversationSettings.isHostName(text)).isTrue();
        assertThat(Domains.isLenientDomain(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "-a",
                "a-",
                "a.-b",
                "a-.b",
                "a_b",
                "a b",
                "a\n",
                "\u00a0.example",
                "\u3002",
                "[192.0.2.1]"
            })
    void takesNothingElseForADomain(String text) {
        assertThat(Domains.isStrictDomain(text)).isFalse();
        assertThat(ConversationSettings.isHostName(text)).isFalse();
    }

    @Test
    void takesALabelOf63OctetsAndADomainOf255AndNoMore() {
        String longest = LABEL + "." + LABEL + "." + LABEL + "." + LABEL;

        assertThat(Domains.isStrictDomain(LABEL)).isTrue();
        assertThat(Domains.isStrictDomain(LABEL + "l")).isFalse();
        assertThat(Domains.isStrictDomain("a." + LABEL + "l.b")).isFalse();
        assertThat(longest).hasSize(255);
        assertThat(Domains.isStrictDomain(longest)).isTrue();
        assertThat(Domains.isStrictDomain(longest.substring(2) + ".ab")).isFalse();
    }
}
