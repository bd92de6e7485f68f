package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNamesTest {
    /** By case, form of Unicode, accents, width, blanks and what is not seen, and what a pattern of LDAP adds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "j\u00f6rg@example.com",
                "JO\u0308RG@EXAMPLE.COM",
                "jorg@example.com",
                "Jorg@Example.com.",
                " jorg@example.com ",
                "jorg@example.com\u00a0\u2003",
                "jo rg@example.com",
                "jo\u00adrg@example.com",
                "j\u200bo\u200drg@example.com\ufeff",
                "\uff4a\uff4f\uff52\uff47\uff20\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.com",
                "jorg*@example.com",
                "j\u0000org@example.com"
            })
    void spellingsOfOneNameAreTheSame(String spelling) {
        assertThat(UserNames.folded(spelling)).isEqualTo("jorg@examplecom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weiss", "WEISS", "wei\u00df", "WEI\u1e9e", "wei\u017f\u017f"})
    void caseIsFoldedWhereOneLetterIsTwo(String spelling) {
        assertThat(UserNames.folded(spelling)).isEqualTo("weiss");
    }

    @Test
    void aDomainIsTheSameInBothItsForms() {
        assertThat(UserNames.folded("a@xn--mller-kva.example")).isEqualTo(UserNames.folded("a@m\u00fcller.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "bob", "anna@example.com", "anna@example.org", "anna1", "\u4e2d", "\u0430nna", ""})
    void otherNamesAreOthers(String name) {
        assertThat(UserNames.folded(name)).isNotEqualTo(UserNames.folded("annb"));
    }

    /** Wherever in it there is what does not count. */
    @Test
    void anEndlessNameIsKnownByItsBeginning() {
        String endless = "a".repeat(10_000);
        String unseen = "\u200b".repeat(3_000);

        assertThat(UserNames.folded(endless + "1")).isEqualTo(UserNames.folded(endless + "2"));
        assertThat(UserNames.folded(unseen + "anna")).isEqualTo("anna");
        assertThat(UserNames.folded("anna" + unseen)).isEqualTo("anna");
    }
}
