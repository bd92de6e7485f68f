package org.postern.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ESMTP parameters behind a path (RFC 5321 section 4.1.2, esmtp-param). */
final class Parameters {
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~\\x{a0}-\\x{10ffff}]+))?");

    /** One envelope may have thousands of these. */
    private static final int FEW = 4;

    private Parameters() {}

    /** Reads what follows the path: nothing, or blanks and parameters. */
    static Map<String, String> parse(String text, Reply malformedCommand) throws Refusal {
        if (text.isBlank()) {
            return Map.of();
        }
        if (text.charAt(0) != ' ') {
            throw new Refusal(malformedCommand);
        }
        Map<String, String> parameters = new LinkedHashMap<>(FEW);
        for (String word : text.strip().split(" +", -1)) {
            Matcher matcher = PARAMETER.matcher(word);
            if (!matcher.matches()) {
                throw new Refusal(Replies.BAD_PARAMETER);
            }
            String value = matcher.group(2) == null ? "" : matcher.group(2);
            if (parameters.put(matcher.group(1).toUpperCase(Locale.ROOT), value) != null) {
                throw new Refusal(Replies.BAD_PARAMETER);
            }
        }
        return Collections.unmodifiableMap(parameters);
    }
}
