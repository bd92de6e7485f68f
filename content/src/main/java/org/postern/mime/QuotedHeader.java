package org.postern.mime;

import java.util.List;
import java.util.Locale;

/** What Outlook and others write above the message that is answered: "-----Original Message-----", or its header in words. */
final class QuotedHeader {
    /** So many lines belong to it, the one with the sender among them. */
    private static final int LINES = 7;

    private static final int LONGEST_SEPARATOR = 100;

    private QuotedHeader() {}

    static boolean beginsAt(List<String> lines, int from) {
        String line = lines.get(from).strip().toLowerCase(Locale.ROOT);
        return isSeparator(line) || (isField(line, ReplyWords.FROM) && hasOthers(lines, from));
    }

    private static boolean isSeparator(String line) {
        return line.length() <= LONGEST_SEPARATOR
                && (line.startsWith("--") || line.startsWith("__") || line.startsWith("=="))
                && ReplyWords.ORIGINAL_MESSAGE.stream().anyMatch(line::contains);
    }

    /** Two fields of its kind behind it: a person who writes "From: Berlin" writes no "Sent:" and "To:" as well. */
    private static boolean hasOthers(List<String> lines, int from) {
        int others = 0;
        for (int i = from + 1; i < lines.size() && i < from + LINES; i++) {
            others += isField(lines.get(i).strip().toLowerCase(Locale.ROOT), ReplyWords.OTHER_FIELDS) ? 1 : 0;
        }
        return others >= 2;
    }

    private static boolean isField(String line, List<String> names) {
        String plain = line.startsWith("*") ? line.substring(1) : line;
        return names.stream().anyMatch(name -> plain.startsWith(name) && isColon(plain, name.length()));
    }

    /** Behind blanks, which French has there, and the star that ends what is bold. */
    private static boolean isColon(String line, int from) {
        int i = from;
        while (i < line.length()
                && i < from + 3
                && (line.charAt(i) == ' ' || line.charAt(i) == '*' || line.charAt(i) == '\u00A0')) {
            i++;
        }
        return i < line.length() && (line.charAt(i) == ':' || line.charAt(i) == '\uFF1A');
    }
}
