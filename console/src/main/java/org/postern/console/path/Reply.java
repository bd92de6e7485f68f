package org.postern.console.path;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One reply of an SMTP server. Immutable.
 *
 * @param code 0 if what came is no reply of SMTP
 * @param lines as they came, code and all
 */
record Reply(int code, List<String> lines) {
    private static final Pattern LINE = Pattern.compile("[2-5]\\d\\d([ -].*)?");
    private static final Pattern MASK = Pattern.compile("X{3,}[A-Z]?|\\*{3,}.*");

    Reply {
        lines = List.copyOf(lines);
    }

    static Reply of(List<String> lines) {
        boolean isSmtp = lines.stream().allMatch(line -> LINE.matcher(line).matches());
        return new Reply(isSmtp ? Integer.parseInt(lines.get(0).substring(0, 3)) : 0, lines);
    }

    boolean isPositive() {
        return code / 100 == 2;
    }

    /** Whether the reply to EHLO lists it (RFC 5321, section 4.1.1.1): not in the first line, which is a greeting. */
    boolean lists(String keyword) {
        return extensions().contains(keyword);
    }

    /** Keywords of nothing but X, or asterisks: a firewall has written over what stood there. */
    List<String> masked() {
        return extensions().stream()
                .filter(word -> MASK.matcher(word).matches())
                .toList();
    }

    /** The words that EHLO lists. */
    List<String> extensions() {
        return texts().stream().skip(1).map(Reply::keyword).toList();
    }

    /** In a greeting, and in the first line of a reply to EHLO: what the server calls itself. */
    String name() {
        return texts().get(0).strip().split(" ", 2)[0];
    }

    /** Without the codes. */
    List<String> texts() {
        return lines.stream()
                .map(line -> line.length() > 4 ? line.substring(4) : "")
                .toList();
    }

    private static String keyword(String text) {
        return text.strip().split("[ =]", 2)[0].toUpperCase(Locale.ROOT);
    }

    String firstLine() {
        return lines.get(0);
    }
}
