package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of recipients that are one mailbox the bean is called for one: that two are one must be certain. */
class SpellingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ann@example.com      | ann@EXAMPLE.Com
            ann@example.com      | ann@example.com.
            ann@example.com      | "ann"@example.com
            ann@example.com      | "a\\nn"@example.com
            "a@b"@example.com    | "a\\@b"@example.com
            ann@b\u00fccher.example | ann@xn--bcher-kva.example
            ann@b\u00fccher.example | ann@B\u00dcCHER.example
            ann@[192.0.2.1]      | "ann"@[192.0.2.1]
            """)
    void oneMailbox(String first, String second) {
        assertThat(spelling(first)).isEqualTo(spelling(second));
    }

    /** Some beans tell local parts apart by case, and what DNS tells apart has changed (IDNA2003, IDNA2008). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ann@example.com      | Ann@example.com
            ann@example.com      | ann@example.org
            ann@example.com      | ann
            ann@example.com      | "ann "@example.com
            "\\"ann\\""@example.com | ann@example.com
            ann@stra\u00dfe.example | ann@strasse.example
            ann@\u03b2\u03cc\u03bb\u03bf\u03c2.example | ann@\u03b2\u03cc\u03bb\u03bf\u03c3.example
            ann@a\u200db.example | ann@ab.example
            """)
    void twoMailboxes(String first, String second) {
        assertThat(spelling(first)).isNotEqualTo(spelling(second));
    }

    private static String spelling(String mailbox) {
        return new Recipient(mailbox, Map.of()).anySpelling();
    }
}
