package org.postern.smtp;

import java.util.regex.Pattern;

/** Domain names as RFC 5321 section 4.1.2 and RFC 6531 section 3.3 write them, and as peers really send them in EHLO. */
final class Domains {
    /** RFC 5321 section 4.5.3.1.2. */
    private static final int MAX_LENGTH = 255;

    /** Letters, digits and marks of any script: which of them a registry sells as a U-label is its affair. */
    private static final String ALNUM = "[A-Za-z0-9[\\p{L}\\p{M}\\p{Nd}&&[^\\x00-\\x7f]]]";

    private static final String LABEL = ALNUM + "(?:(?:" + ALNUM + "|-){0,61}" + ALNUM + ")?";
    private static final Pattern STRICT = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+");

    /**
     * Machines announce themselves with underscores and trailing dots. RFC 5321 section 4.1.4 wants mail not to be
     * refused over the name; anything that is safe to write into a Received field will do.
     */
    private static final Pattern ANNOUNCED = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_LENGTH + "}");

    private Domains() {}

    static boolean isStrictDomain(String text) {
        return Utf8.length(text) <= MAX_LENGTH && STRICT.matcher(text).matches();
    }

    /** Whether a peer may call itself so: a domain, generously, or an address literal, strictly. */
    static boolean isHeloName(String text) {
        return text.startsWith("[")
                ? AddressLiteral.isValid(text)
                : ANNOUNCED.matcher(text).matches();
    }

    static boolean isDomainCharacter(char c) {
        return isLetterOrDigit(c) || c == '-' || c == '.' || c > '~';
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
