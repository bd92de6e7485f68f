package org.postern.ra;

import java.util.Locale;
import org.postern.net.ConnectionFacts;
import org.postern.tls.IpLiteral;

/** Pieces of log lines. */
final class LogText {
    private static final int LONGEST = 300;

    private LogText() {}

    static String describe(ConnectionFacts connection) {
        String proxy = connection
                .proxy()
                .map(through ->
                        " through proxy " + IpLiteral.format(through.address().getAddress()))
                .orElse("");
        return "connection " + connection.id() + " from " + connection.peerIp() + proxy + " to " + connection.local();
    }

    /** Keeps line breaks and control characters of foreign texts out of the log, and what is too long. */
    static String printable(String text) {
        String shortened = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return shortened.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** The name of an enum's value as words. */
    static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
