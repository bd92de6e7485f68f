package org.postern.mime;

import java.util.Locale;
import java.util.Optional;

/**
 * How a part is to be shown (RFC 2183).
 *
 * @param name in lower case; empty if it is not said
 */
record Disposition(String name, Parameters parameters) {
    static Disposition of(Header header) {
        return header.line("Content-Disposition").map(Disposition::read).orElse(new Disposition("", Parameters.NONE));
    }

    /** The word in front may have been forgotten: {@code filename=a.pdf}. */
    private static Disposition read(String line) {
        int end = 0;
        while (end < line.length() && (Character.isLetterOrDigit(line.charAt(end)) || line.charAt(end) == '-')) {
            end++;
        }
        boolean parameter = line.startsWith("=", end) || line.startsWith("*", end);
        return parameter
                ? new Disposition("", Parameters.parse(line, 0))
                : new Disposition(line.substring(0, end).toLowerCase(Locale.ROOT), Parameters.parse(line, end));
    }

    boolean isAttachment() {
        return name.equals("attachment");
    }

    Optional<String> fileName() {
        return parameters.text("filename").or(() -> parameters.text("name"));
    }
}
