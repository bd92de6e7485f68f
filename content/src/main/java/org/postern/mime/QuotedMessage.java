package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The message that came back inside of a report for people, below what is said to them. */
final class QuotedMessage {
    /** What two servers have said to each other may stand in front of it, and has colons as well. */
    private static final int LEAST_KNOWN_FIELDS = 2;

    private QuotedMessage() {}

    /** The first header that stands in those lines, at that one or behind it; without fields if there is none. */
    static Header header(List<String> lines, int from) {
        int begin = from;
        while (begin < lines.size()) {
            int end = begin;
            while (end < lines.size() && !lines.get(end).isBlank()) {
                end++;
            }
            Header header = new Header(fields(lines.subList(begin, end)));
            if (isOfMessage(header)) {
                return header;
            }
            begin = end + 1;
        }
        return Header.NONE;
    }

    private static boolean isOfMessage(Header header) {
        return header.fields().stream()
                        .filter(field -> FieldNames.isKnown(field.name()))
                        .count()
                >= LEAST_KNOWN_FIELDS;
    }

    /** Lines that are no fields are nothing. */
    private static List<HeaderField> fields(List<String> lines) {
        List<HeaderField> fields = new ArrayList<>();
        String name = "";
        StringBuilder value = new StringBuilder();
        for (String line : lines) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            int colon = folded ? -1 : FieldNames.colon(line.getBytes(StandardCharsets.ISO_8859_1));
            if (colon > 0) {
                add(name, value, fields);
                name = line.substring(0, colon).strip();
                value.append(line, colon + 1, line.length());
            } else if (folded && !name.isEmpty()) {
                value.append("\r\n").append(line);
            }
        }
        add(name, value, fields);
        return List.copyOf(fields);
    }

    private static void add(String name, StringBuilder value, List<HeaderField> fields) {
        if (!name.isEmpty()) {
            fields.add(new HeaderField(name, value.toString().getBytes(StandardCharsets.UTF_8), Optional.empty()));
        }
        value.setLength(0);
    }
}
