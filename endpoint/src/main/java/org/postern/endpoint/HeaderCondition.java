package org.postern.endpoint;

import java.util.Locale;
import org.postern.api.MailHeaders;

/**
 * A field that a message must have. Immutable.
 *
 * @param name in lower case
 * @param value of the first field of this name
 */
record HeaderCondition(String name, TextTemplate value, String written) {
    private static final String ANY = "*";

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static HeaderCondition parse(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        String value = colon < 0 ? ANY : text.substring(colon + 1).strip();
        if (!name.matches("[!-9;-~]+") || value.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" is no field: write Name, or Name: value");
        }
        TextTemplate template = TextTemplate.parse(value);
        if (!template.names().isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" has braces: details are in addresses only");
        }
        return new HeaderCondition(name, template, text);
    }

    /** Empty fields say nothing, as everywhere. */
    boolean holds(MailHeaders headers) {
        return isAny()
                ? !headers.all(name).isEmpty()
                : headers.first(name)
                        .filter(first -> value.match(first).isPresent())
                        .isPresent();
    }

    private boolean isAny() {
        return value.literals() == 0;
    }

    /** Whether no message can meet both: the first field of a name has one value. */
    boolean excludes(HeaderCondition other) {
        return name.equals(other.name) && !value.mayOverlap(other.value);
    }
}
