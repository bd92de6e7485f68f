package org.postern.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The part of a report that is for programs: fields, as in a header. */
final class ReportFields {
    private ReportFields() {}

    /** The first group of fields in the first part of that type. */
    static Optional<Header> of(MailContent content, String type) throws IOException {
        Optional<Attachment> part = content.attachments().stream()
                .filter(one -> one.type().equals(type))
                .findFirst();
        if (part.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = part.get().openStream()) {
            return Optional.of(new FieldGroups(new LineReader(in), ContentLimits.defaults(), Optional.empty()).next());
        }
    }

    /** Without blanks of folding. */
    static Optional<String> text(Header fields, String name) {
        return fields.line(name)
                .map(value -> value.replaceAll("\\s+", " ").strip())
                .filter(value -> !value.isEmpty());
    }

    /** Without the type in front, comments and angle brackets: {@code rfc822; <user@example.org> (the user)}. */
    static Optional<String> address(Header fields, String name) {
        return text(fields, name)
                .map(value -> value.substring(value.indexOf(';') + 1))
                .map(Comments::removed)
                .map(value -> value.strip().replaceAll("^<|>$", ""))
                .filter(value -> !value.isEmpty());
    }
}
