package org.postern.mime;

import java.util.Locale;
import java.util.Optional;

/** What is looked for in the attributes of a tag. */
final class HtmlAttributes {
    private HtmlAttributes() {}

    static String value(String attributes, String name) {
        return find(attributes.toLowerCase(Locale.ROOT), name).orElse("");
    }

    private static Optional<String> find(String attributes, String name) {
        int at = attributes.indexOf(name);
        while (at >= 0) {
            int equals = at + name.length();
            boolean begins = at == 0 || " \t\r\n\"'/".indexOf(attributes.charAt(at - 1)) >= 0;
            if (begins && equals < attributes.length() && attributes.charAt(equals) == '=') {
                return Optional.of(unquoted(attributes.substring(equals + 1)));
            }
            at = attributes.indexOf(name, at + 1);
        }
        return Optional.empty();
    }

    private static String unquoted(String text) {
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        boolean quoted = quote == '"' || quote == '\'';
        int from = quoted ? 1 : 0;
        int until = from;
        while (until < text.length() && (quoted ? text.charAt(until) != quote : text.charAt(until) > ' ')) {
            until++;
        }
        return text.substring(from, until);
    }
}
