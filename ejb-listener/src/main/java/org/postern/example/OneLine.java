package org.postern.example;

import java.util.regex.Pattern;

/** What a stranger wrote, fit for a line of a log, a column or a reply: decoded fields can have line ends in them. */
final class OneLine {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    private OneLine() {}

    static String of(String text, int maxLength) {
        String line = CONTROLS.matcher(text).replaceAll(" ").strip();
        if (line.length() <= maxLength) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(maxLength - 1)) ? maxLength - 1 : maxLength);
    }
}
