package org.postern.smtp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the parameters of RCPT may be (RFC 3461). All of them are kept for the listener as they were sent. */
final class RecipientParameters {
    private static final Set<String> OCCASIONS = Set.of("SUCCESS", "FAILURE", "DELAY");

    /** RFC 3461 section 4.2: the type of the address, and the address. */
    private static final Pattern ORIGINAL = Pattern.compile("([A-Za-z0-9-]+);(.+)");

    private static final int MAX_ORIGINAL = 500;

    private RecipientParameters() {}

    /**
     * Checks all of them.
     *
     * @param utf8 whether they may be in UTF-8 (RFC 6533 section 3)
     */
    static void check(Map<String, String> parameters, boolean utf8) throws Refusal {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            boolean valid =
                    switch (parameter.getKey()) {
                        case "NOTIFY" -> isNotify(parameter.getValue());
                        case "ORCPT" -> isOriginal(parameter.getValue(), utf8);
                        default -> throw new Refusal(Replies.UNKNOWN_PARAMETER);
                    };
            if (!valid) {
                throw new Refusal(Replies.BAD_PARAMETER);
            }
        }
    }

    /** NEVER stands alone. */
    private static boolean isNotify(String value) {
        String text = value.toUpperCase(Locale.ROOT);
        return text.equals("NEVER") || OCCASIONS.containsAll(List.of(text.split(",", -1)));
    }

    private static boolean isOriginal(String value, boolean utf8) {
        var matcher = ORIGINAL.matcher(value);
        if (value.length() > MAX_ORIGINAL || !matcher.matches()) {
            return false;
        }
        String address = matcher.group(2);
        return matcher.group(1).equalsIgnoreCase("utf-8") ? Xtext.isUtf8Address(address, utf8) : Xtext.isValid(address);
    }
}
