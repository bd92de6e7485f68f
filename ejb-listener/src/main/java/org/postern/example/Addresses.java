package org.postern.example;

import java.util.regex.Pattern;

/** Whether something that a stranger calls a mail address is worth keeping. */
final class Addresses {
    /** RFC 5321 section 4.5.3.1.3, without the angle brackets. */
    static final int MAX_LENGTH = 254;

    private static final Pattern ADDRESS = Pattern.compile("[^\\s\\p{Cc}@]+@[^\\s\\p{Cc}@]+");

    private Addresses() {}

    static boolean isUsable(String text) {
        return text.length() <= MAX_LENGTH && ADDRESS.matcher(text).matches();
    }
}
