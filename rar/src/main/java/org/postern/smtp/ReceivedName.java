package org.postern.smtp;

import java.util.regex.Pattern;

/**
 * What a client has called itself, as one word of a Received field. The field is read by programs that look for words, brackets,
 * comments and the last semicolon (RFC 5321 section 4.4): nothing that a client says may look like one of those, be it to a
 * program that reads quotes correctly or to one that does not.
 */
final class ReceivedName {
    /** RFC 5321 section 4.5.3.1.2 has no longer names; with the rest of its line it stays in the limit of RFC 5322 section 2.1.1. */
    private static final int LONGEST = 255;

    private static final String CUT = "...";

    /** A domain, generously, and any other word that RFC 5322 section 3.2.3 has without quotes. */
    private static final Pattern DOT_ATOM = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+");

    /** RFC 5322 section 3.4.1: untagged and zoned IPv6 addresses are among them, and those of no kind that is known. */
    private static final Pattern DOMAIN_LITERAL = Pattern.compile("\\[[A-Za-z0-9.:%_~/-]+]");

    /** What stands in quotes for itself. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~:@\\[\\]-]");

    private static final Pattern BLANK = Pattern.compile("[ \t]");

    private ReceivedName() {}

    /** Writes any text. */
    static String of(String name) {
        String shortened = name.length() <= LONGEST ? name : name.substring(0, LONGEST - CUT.length()) + CUT;
        return DOT_ATOM.matcher(shortened).matches()
                        || DOMAIN_LITERAL.matcher(shortened).matches()
                ? shortened
                : quoted(shortened);
    }

    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        name.codePoints().mapToObj(Character::toString).forEach(one -> {
            String blankless = BLANK.matcher(one).replaceAll("_");
            text.append(SAFE.matcher(blankless).matches() ? blankless : "?");
        });
        return text.append('"').toString();
    }
}
