package org.postern.smtp;

import java.util.Arrays;
import java.util.stream.Stream;

/** Domain names as RFC 5321 section 4.1.2 and RFC 6531 section 3.3 write them. */
final class Domains {
    /** RFC 5321 section 4.5.3.1.2. */
    static final int MAX_LENGTH = 255;

    /** RFC 1035 section 2.3.4; in octets for US-ASCII, and never more characters than octets. */
    private static final int MAX_LABEL = 63;

    private static final int FIRST_BEYOND_ASCII = 0x80;

    private Domains() {}

    static boolean isStrictDomain(String text) {
        return Utf8.length(text) <= MAX_LENGTH
                && Stream.of(text.split("\\.", -1)).allMatch(Domains::isLabel);
    }

    /** The same with underscores and hyphens anywhere, which machines have in their names. */
    static boolean isLenientDomain(String text) {
        return isStrictDomain(text.replace('_', 'x').replace('-', 'x'));
    }

    /** A domain without the dot that it has at its end in DNS (RFC 1034 section 3.1), if it is there. */
    static String withoutLastDot(String domain) {
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }

    private static boolean isLabel(String text) {
        int[] characters = text.codePoints().toArray();
        int last = characters.length - 1;
        return last >= 0
                && last < MAX_LABEL
                && isAlphanumeric(characters[0])
                && isAlphanumeric(characters[last])
                && Arrays.stream(characters).allMatch(c -> c == '-' || isAlphanumeric(c));
    }

    /** Letters, digits and marks of any script: which of them a registry sells as a U-label is its affair. */
    private static boolean isAlphanumeric(int c) {
        return c < FIRST_BEYOND_ASCII
                ? isLetterOrDigit((char) c)
                : switch (Character.getType(c)) {
                    case Character.UPPERCASE_LETTER,
                            Character.LOWERCASE_LETTER,
                            Character.TITLECASE_LETTER,
                            Character.MODIFIER_LETTER,
                            Character.OTHER_LETTER,
                            Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.DECIMAL_DIGIT_NUMBER -> true;
                    default -> false;
                };
    }

    static boolean isDomainCharacter(char c) {
        return isLetterOrDigit(c) || c == '-' || c == '.' || c > '~';
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
