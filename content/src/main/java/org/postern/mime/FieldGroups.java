package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.mime.LineReader.Line;

/** The groups of fields of a report, with empty lines between them. Lines that are no fields are nothing. */
final class FieldGroups {
    /** One of them is of a recipient, and begins a group even if the empty line in front of it has been forgotten. */
    private static final Set<String> OF_RECIPIENT = Set.of("final-recipient", "original-recipient");

    /** RFC 3464 section 2.2. */
    private static final List<String> OF_MESSAGE =
            List.of("Reporting-MTA", "Original-Envelope-Id", "DSN-Gateway", "Received-From-MTA", "Arrival-Date");

    private final LineReader lines;
    private final ContentLimits limits;
    private final Optional<String> charset;

    /** With the charset of octets that are not UTF-8, if it is said. */
    FieldGroups(LineReader lines, ContentLimits limits, Optional<String> charset) {
        this.lines = lines;
        this.limits = limits;
        this.charset = charset;
    }

    /** The next group; without fields if there is none. */
    Header next() throws IOException {
        List<HeaderField> fields = new ArrayList<>();
        String name = null;
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (Line line = line(); line != null && fields.size() < limits.headerFields(); line = line()) {
            int colon = FieldNames.colon(line.octets());
            if (line.isBlank()) {
                if (name != null || !fields.isEmpty()) {
                    break;
                }
            } else if (colon > 0) {
                add(name, value, fields);
                name = new String(line.octets(), 0, colon, StandardCharsets.ISO_8859_1).strip();
                if (beginsGroup(name, new Header(fields))) {
                    lines.unread(line);
                    return new Header(fields);
                }
                value.write(line.octets(), colon + 1, line.octets().length - colon - 1);
            } else if (name != null) {
                value.write('\n');
                value.writeBytes(line.octets());
            }
        }
        add(name, value, fields);
        return new Header(fields);
    }

    /** RFC 3464 section 2.3: behind the fields of the message, or of another recipient. */
    private static boolean beginsGroup(String name, Header group) {
        return OF_RECIPIENT.contains(name.toLowerCase(Locale.ROOT))
                && (OF_MESSAGE.stream().anyMatch(group::has) || (group.has("Final-Recipient") && group.has(name)));
    }

    private @Nullable Line line() throws IOException {
        return lines.next(limits.headerOctets());
    }

    private void add(@Nullable String name, ByteArrayOutputStream value, List<HeaderField> fields) {
        if (name != null) {
            fields.add(new HeaderField(name, value.toByteArray(), charset));
            value.reset();
        }
    }
}
