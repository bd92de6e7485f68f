package org.postern.smtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How RFC 3461 and RFC 6533 write any text into a parameter. */
final class Xtext {
    private static final Pattern XTEXT = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})+");

    private static final Pattern ESCAPED = Pattern.compile("\\+([0-9A-F]{2})");

    /** RFC 6533 section 3: characters that must not stand for themselves are written as {@code \\x{NN}}. */
    private static final Pattern UTF8_ADDRESS =
            Pattern.compile("(?:[!-*,-<>-\\[\\]-~\\x{a0}-\\x{10ffff}]|\\\\x\\{[0-9A-F]{2,6}\\})+");

    private Xtext() {}

    static boolean isValid(String text) {
        return XTEXT.matcher(text).matches();
    }

    /** What a valid text stands for; its characters are octets. */
    static String decode(String valid) {
        return ESCAPED.matcher(valid)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    /**
     * Checks an address of the type {@code utf-8}.
     *
     * @param raw whether it may be in UTF-8 itself
     */
    static boolean isUtf8Address(String text, boolean raw) {
        return UTF8_ADDRESS.matcher(text).matches() && (raw || text.chars().allMatch(c -> c <= '~'));
    }
}
