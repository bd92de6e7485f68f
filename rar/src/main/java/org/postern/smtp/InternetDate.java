package org.postern.smtp;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A moment as RFC 5322 section 3.3 writes it: English names, and the zone in digits. Each message has one, and the JDK's
 * formatter takes longer for it than the conversation for a command.
 */
final class InternetDate {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private InternetDate() {}

    /** Writes a moment of the years 1900 to 9999, to the second, in UTC. */
    static String of(Instant moment) {
        LocalDateTime date = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(32);
        text.append(DAYS[date.getDayOfWeek().getValue() - 1]).append(", ");
        text.append(date.getDayOfMonth()).append(' ');
        text.append(MONTHS[date.getMonthValue() - 1]).append(' ').append(date.getYear());
        appendTwo(text.append(' '), date.getHour());
        appendTwo(text.append(':'), date.getMinute());
        appendTwo(text.append(':'), date.getSecond());
        return text.append(" +0000").toString();
    }

    private static void appendTwo(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
