package org.postern.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ESMTP parameters behind a path (RFC 5321 section 4.1.2, esmtp-param). */
final class Parameters {
    private static final String KEYWORD = "[A-Za-z0-9][A-Za-z0-9-]*";
    private static final Pattern PARAMETER = Pattern.compile("(" + KEYWORD + ")(=[!-<>-~\\x{a0}-\\x{10ffff}]*)?");
    private static final Pattern BEGINNING = Pattern.compile(KEYWORD + "=");

    /** One envelope may have thousands of these. */
    private static final int FEW = 4;

    private Parameters() {}

    /**
     * Reads what follows the path: nothing, or blanks and parameters.
     *
     * @param blanks what stands in front of each
     * @param mayBeEmpty the keywords that may have nothing behind their equals sign
     */
    static Map<String, String> parse(String text, Pattern blanks, Set<String> mayBeEmpty, Reply malformedCommand)
            throws Refusal {
        String given = withoutBlanks(text);
        if (given.isEmpty()) {
            return Map.of();
        }
        if (!blanks.matcher(text).lookingAt()) {
            throw new Refusal(malformedCommand);
        }
        Map<String, String> parameters = new LinkedHashMap<>(FEW);
        for (String word : blanks.split(given, -1)) {
            Matcher matcher = PARAMETER.matcher(word);
            if (!matcher.matches()) {
                throw new Refusal(Replies.BAD_PARAMETER);
            }
            String keyword = matcher.group(1).toUpperCase(Locale.ROOT);
            String value = Optional.ofNullable(matcher.group(2)).orElse("");
            boolean meaningless = value.equals("=") && !mayBeEmpty.contains(keyword);
            if (meaningless || parameters.put(keyword, value.isEmpty() ? "" : value.substring(1)) != null) {
                throw new Refusal(Replies.BAD_PARAMETER);
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    /** Only blanks and tabs: what Unicode has of them is no white space of a command. */
    private static String withoutBlanks(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether a text begins as a parameter with a value does. */
    static boolean begins(String text) {
        return BEGINNING.matcher(text).lookingAt();
    }
}
