package org.postern.mime;

import java.util.List;
import java.util.Locale;

/**
 * The line above a quotation: "On Monday, 2 March, Ann wrote:". Mail programs break it into several lines when it gets long.
 */
final class Attribution {
    private static final int MOST_LINES = 4;
    private static final int LONGEST = 400;

    private Attribution() {}

    /** How many lines it has that begins there; 0 if none does. */
    static int length(List<String> lines, int from) {
        if (!mayBegin(lines.get(from))) {
            return 0;
        }
        StringBuilder whole = new StringBuilder();
        for (int count = 1; count <= MOST_LINES && from + count <= lines.size(); count++) {
            String line = lines.get(from + count - 1);
            if (line.isEmpty() || ReplyText.isQuoted(line) || whole.length() + line.length() > LONGEST) {
                return 0;
            }
            whole.append(line).append(' ');
            if (line.endsWith(":") || line.endsWith("\uFF1A")) {
                return isAttribution(whole.toString().toLowerCase(Locale.ROOT), quotedNext(lines, from + count))
                        ? count
                        : 0;
            }
        }
        return 0;
    }

    /** With a word for writing, a date, and an address or a time of day, unless what follows is quoted. */
    private static boolean isAttribution(String text, boolean quotedNext) {
        boolean digits = text.chars().anyMatch(Character::isDigit);
        boolean wrote = ReplyWords.WROTE.stream().anyMatch(text::contains);
        boolean address = text.indexOf('@') > 0;
        boolean dated = digits && (address || hasTime(text));
        return (wrote && (quotedNext || dated)) || (quotedNext && digits && address);
    }

    /** Without this a line of new text in front of one that was broken would be taken for its beginning. */
    private static boolean mayBegin(String line) {
        if (line.isEmpty() || ReplyText.isQuoted(line)) {
            return false;
        }
        String lower = line.toLowerCase(Locale.ROOT);
        boolean whole = (line.endsWith(":") || line.endsWith("\uFF1A"))
                && (line.indexOf('@') > 0 || ReplyWords.WROTE.stream().anyMatch(lower::contains));
        return whole
                || Character.isDigit(lower.charAt(0))
                || ReplyWords.ATTRIBUTION_BEGINNINGS.stream().anyMatch(lower::startsWith);
    }

    private static boolean quotedNext(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && i < from + 2 && lines.get(i).isEmpty()) {
            i++;
        }
        return i < lines.size() && ReplyText.isQuoted(lines.get(i));
    }

    private static boolean hasTime(String text) {
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            if (colon > 0
                    && colon + 1 < text.length()
                    && Character.isDigit(text.charAt(colon - 1))
                    && Character.isDigit(text.charAt(colon + 1))) {
                return true;
            }
        }
        return false;
    }
}
