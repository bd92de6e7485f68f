package org.postern.example;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.api.MailRejectedException;

/** So many of one article. */
record OrderLine(String article, int quantity) {
    private static final Pattern LINE =
            Pattern.compile("([a-z0-9][a-z0-9._-]{0,39})\\s*:\\s*([1-9]\\d{0,3})", Pattern.CASE_INSENSITIVE);
    private static final int QUOTED = 60;

    /** Refuses what is not understood: half an order is none. */
    static OrderLine parse(String line) throws MailRejectedException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw Order.refused("I do not understand \"" + OneLine.of(line, QUOTED) + "\"");
        }
        return new OrderLine(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }
}
