package org.postern.test;

import java.util.Objects;
import java.util.regex.Pattern;

/** Finds the mistakes of a test that would be another conversation, or another message, than the one that the test means. */
final class Checked {
    private static final Pattern FIELD_NAME = Pattern.compile("[!-9;-~]+");
    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

    private Checked() {}

    /** Gives a text without control characters but tabs. */
    static String line(String what, String text) {
        Objects.requireNonNull(text, what);
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "The " + what + " has a control character: what is to be sent to the octet is made with of(...)");
        }
        return text;
    }

    /** Gives a mailbox that ends where the test means. */
    static String mailbox(String text) {
        String checked = line("address", text);
        if (checked.isEmpty()
                || (!checked.startsWith("\"") && (checked.indexOf('<') >= 0 || checked.indexOf('>') >= 0))) {
            throw new IllegalArgumentException("\"" + text + "\" is no address: write it as in ann@example.org");
        }
        return checked;
    }

    static String fieldName(String text) {
        if (!FIELD_NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no name of a header field");
        }
        return text;
    }

    static String keyword(String text) {
        if (!KEYWORD.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no keyword of a parameter");
        }
        return text;
    }
}
