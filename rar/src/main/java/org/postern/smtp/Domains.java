package org.postern.smtp;

/** Domain names as RFC 5321 section 4.1.2 and RFC 6531 section 3.3 write them. */
final class Domains {
    /** RFC 5321 section 4.5.3.1.2. */
    static final int MAX_LENGTH = 255;

    /** RFC 1035 section 2.3.4; in octets for US-ASCII, and never more characters than octets. */
    private static final int MAX_LABEL = 63;

    private Domains() {}

    static boolean isStrictDomain(String text) {
        int start = 0;
        int dot = text.indexOf('.');
        while (dot >= 0 && isLabel(text, start, dot)) {
            start = dot + 1;
            dot = text.indexOf('.', start);
        }
        return dot < 0 && isLabel(text, start, text.length()) && Utf8.length(text) <= MAX_LENGTH;
    }

    /** The same with underscores and hyphens anywhere, which machines have in their names. */
    static boolean isLenientDomain(String text) {
        return isStrictDomain(text.replace('_', 'x').replace('-', 'x'));
    }

    /** A domain without the dot that it has at its end in DNS (RFC 1034 section 3.1), if it is there. */
    static String withoutLastDot(String domain) {
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }

    /** Whether a label is what stands between two indices. */
    private static boolean isLabel(String text, int start, int end) {
        if (start == end || text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        int length = 0;
        for (int i = start; i < end; i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c != '-' && !isAlphanumeric(c)) {
                return false;
            }
            length++;
        }
        return length <= MAX_LABEL;
    }

    /** Letters, digits and marks of any script: which of them a registry sells as a U-label is its affair. */
    private static boolean isAlphanumeric(int c) {
        return c < Utf8.FIRST_BEYOND_ASCII
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
