package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.mime.LineReader.Line;

/** The groups of fields of a report, with empty lines between them. Lines that are no fields are nothing. */
final class FieldGroups {
    /** It begins a group even if the empty line in front of it has been forgotten (RFC 3464 section 2.3). */
    private static final String BEGINS_GROUP = "Final-Recipient";

    private final LineReader lines;
    private final ContentLimits limits;

    FieldGroups(LineReader lines, ContentLimits limits) {
        this.lines = lines;
        this.limits = limits;
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
                if (name.equalsIgnoreCase(BEGINS_GROUP) && new Header(fields).has(BEGINS_GROUP)) {
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

    private @Nullable Line line() throws IOException {
        return lines.next(limits.headerOctets());
    }

    private static void add(@Nullable String name, ByteArrayOutputStream value, List<HeaderField> fields) {
        if (name != null) {
            fields.add(new HeaderField(name, value.toByteArray(), Optional.empty()));
            value.reset();
        }
    }
}
