package org.postern.mime;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates (RFC 5322 section 3.3), and those of programs that write them otherwise. */
final class DateReader {
    /** More is a comment. */
    private static final int MOST = 200;

    private static final String TIME =
            "(?<hour>\\d{1,2})[:.](?<minute>\\d{2})(?:[:.](?<second>\\d{2}))?(?:[.,]\\d{1,9})?\\s*(?<half>[AaPp][Mm]\\b)?";
    private static final String ZONE = "\\s*\\(?(?<zone>(?:GMT|UTC)?[+-]\\d{1,2}:?\\d{2}|[A-Za-z]{1,5}\\b)?";
    private static final String MONTH_AND_DAY = "(?<month>[A-Za-z]{3})[a-z]{0,9}\\s{1,9}(?<day>\\d{1,2}),?\\s{1,9}";
    private static final String YEAR = "(?<year>\\d{2,4})";

    /** RFC 5322, C's asctime with a zone behind it or in front of the year, ISO 8601. */
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s,.-]{1,9}(?<month>[A-Za-z]{3})[a-z]{0,9}[\\s,.-]{1,9}"
                    + YEAR + "[\\s,]{1,9}" + TIME + ZONE),
            Pattern.compile(MONTH_AND_DAY + TIME + "\\s{1,9}" + YEAR + ZONE),
            Pattern.compile(MONTH_AND_DAY + TIME + ZONE + "\\s{1,9}" + YEAR),
            Pattern.compile(YEAR + "-(?<month>\\d{1,2})-(?<day>\\d{1,2})[T\\s]{1,9}" + TIME + ZONE));

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** RFC 5322 section 4.3, and one continent more. What others mean is not known. */
    private static final Map<String, Integer> HOURS = Map.of(
            "EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6, "PST", -8, "PDT", -7, "CET", 1, "CEST",
            2);

    private DateReader() {}

    static Optional<OffsetDateTime> read(String field) {
        String text = field.substring(0, Math.min(field.length(), MOST));
        return FORMS.stream()
                .map(form -> form.matcher(text))
                .filter(Matcher::find)
                .findFirst()
                .flatMap(DateReader::date);
    }

    private static Optional<OffsetDateTime> date(Matcher found) {
        try {
            return Optional.of(LocalDateTime.of(
                            year(found.group("year")),
                            month(found.group("month")),
                            number(found.group("day")),
                            hour(found),
                            number(found.group("minute")),
                            // A leap second is as good as the one before it.
                            found.group("second") == null ? 0 : Math.min(number(found.group("second")), 59))
                    .atOffset(found.group("zone") == null ? ZoneOffset.UTC : zone(found.group("zone"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int hour(Matcher found) {
        int hour = number(found.group("hour"));
        String half = found.group("half");
        return half == null ? hour : hour % 12 + (half.equalsIgnoreCase("pm") ? 12 : 0);
    }

    /** RFC 5322 section 4.3. */
    private static int year(String digits) {
        int year = number(digits);
        return digits.length() == 2 && year < 50 ? year + 2_000 : year < 1_000 ? year + 1_900 : year;
    }

    private static int month(String text) {
        return Character.isDigit(text.charAt(0)) ? number(text) : MONTHS.indexOf(text.toLowerCase(Locale.ROOT)) + 1;
    }

    private static ZoneOffset zone(String text) {
        String digits = text.replaceFirst("^(?:GMT|UTC)", "").replace(":", "");
        if (digits.isEmpty() || Character.isLetter(digits.charAt(0))) {
            return ZoneOffset.ofHours(HOURS.getOrDefault(text.toUpperCase(Locale.ROOT), 0));
        }
        int sign = digits.startsWith("-") ? -1 : 1;
        int minutes = number(digits.substring(digits.length() - 2));
        int hours = number(digits.substring(1, digits.length() - 2));
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
