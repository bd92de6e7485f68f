package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts of a message that TNEF describes by its own means. */
final class TnefParts {
    private TnefParts() {}

    static Part text(String type, String charset, Octets octets) {
        return part(List.of(field("Content-Type", type + "; charset=" + charset)), octets);
    }

    static Part file(String name, String type, String contentId, Octets octets) {
        List<HeaderField> fields = new ArrayList<>();
        fields.add(field("Content-Type", type));
        fields.add(field("Content-Disposition", "attachment; filename=\"" + escaped(name) + "\""));
        if (!contentId.isEmpty()) {
            fields.add(field("Content-ID", "<" + contentId + ">"));
        }
        return part(fields, octets);
    }

    private static Part part(List<HeaderField> fields, Octets octets) {
        Header header = new Header(fields);
        return new Part(header, ContentType.of(header, ContentType.UNKNOWN), "", octets);
    }

    private static HeaderField field(String name, String value) {
        return new HeaderField(name, value.getBytes(StandardCharsets.UTF_8), Optional.of("utf-8"));
    }

    private static String escaped(String name) {
        return name.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
