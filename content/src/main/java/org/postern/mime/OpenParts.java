package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.mime.LineReader.Line;

/** The multiparts that a line is in, and what their delimiters are (RFC 2046 section 5.1.1). */
final class OpenParts {
    private static final int MOST_BOUNDARY = 250;

    private final List<Level> levels = new ArrayList<>();

    /** A multipart whose parts are being read. */
    static final class Level {
        private final Header header;
        private final ContentType type;
        private final long body;
        private @Nullable String boundary;
        private @Nullable String suspected;
        private @Nullable String evident;
        private boolean hasParts;
        private boolean closed;

        Level(Header header, ContentType type, long body) {
            this(
                    header,
                    type,
                    body,
                    type.parameters()
                            .get("boundary")
                            .map(String::stripTrailing)
                            .filter(text -> !text.isEmpty() && text.length() <= MOST_BOUNDARY)
                            .orElse(null));
        }

        private Level(Header header, ContentType type, long body, @Nullable String boundary) {
            this.header = header;
            this.type = type;
            this.body = body;
            this.boundary = boundary;
        }

        Level delimitedBy(String other) {
            return new Level(header, type, body, other);
        }

        Header header() {
            return header;
        }

        ContentType type() {
            return type;
        }

        long body() {
            return body;
        }

        boolean hasParts() {
            return hasParts;
        }

        boolean hasBoundary() {
            return boundary != null;
        }

        /** RFC 2046 section 5.1.5. */
        ContentType typeOfParts() {
            return type.is("multipart/digest") ? ContentType.MESSAGE : ContentType.PLAIN;
        }

        void part() {
            hasParts = true;
            closed = false;
        }

        void close() {
            closed = true;
        }

        private boolean isDelimitedBy(String line) {
            return boundary != null && line.length() == boundary.length() + 2 && line.endsWith(boundary);
        }

        private boolean isClosedBy(String line) {
            return boundary != null
                    && line.length() == boundary.length() + 4
                    && line.endsWith("--")
                    && line.startsWith(boundary, 2);
        }

        /** Tells whether the line can only be meant to be a delimiter, though the boundary is said to be another. */
        private boolean isMeantBy(String text) {
            return boundary != null
                    && (text.equalsIgnoreCase(boundary)
                            || boundary.equals("--" + text)
                            || (boundary.startsWith(text) && " ;,\"".indexOf(boundary.charAt(text.length())) >= 0));
        }

        /** Remembers what delimits the parts, if a field of a part stands behind it, or if it comes again. */
        private void suspect(String text, @Nullable Line next) {
            if (evident != null || text.chars().noneMatch(Character::isLetterOrDigit)) {
                return;
            }
            if (suspected != null && (text.equals(suspected) || text.equals(suspected + "--"))) {
                evident = suspected;
            } else if (next != null && FieldNames.startsFieldOfPart(next.octets())) {
                evident = text;
            } else if (suspected == null && next != null && next.isBlank()) {
                suspected = text;
            }
        }

        /** What delimits the parts of one that has none by its boundary. */
        Optional<String> evidentBoundary() {
            return Optional.ofNullable(evident);
        }
    }

    /** A level whose delimiter was found, and whether it was the last one. */
    record Delimiter(int level, boolean last) {}

    int depth() {
        return levels.size();
    }

    void push(Level level) {
        levels.add(level);
    }

    Level pop() {
        return levels.remove(levels.size() - 1);
    }

    Level top() {
        return levels.get(levels.size() - 1);
    }

    Level get(int index) {
        return levels.get(index);
    }

    /**
     * Looks from the inside to the outside, and at those that have been closed last: parts behind the delimiter that should have
     * been the last one are there all the same.
     */
    Optional<Delimiter> delimiter(Line line) {
        if (levels.isEmpty() || !line.beginsWith('-', '-') || !line.isWhole()) {
            return Optional.empty();
        }
        String text = text(line);
        return find(text, false).or(() -> find(text, true));
    }

    private Optional<Delimiter> find(String text, boolean closed) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            Level level = levels.get(i);
            if (level.closed == closed && level.isDelimitedBy(text)) {
                return Optional.of(new Delimiter(i, false));
            }
            if (level.closed == closed && level.isClosedBy(text)) {
                return Optional.of(new Delimiter(i, true));
            }
        }
        return Optional.empty();
    }

    /** Takes a line for the first delimiter of the innermost multipart, if it can only be meant to be that. */
    Optional<Delimiter> adopt(Line line, @Nullable Line next) {
        String text = text(line).substring(2);
        Level level = top();
        if (text.isEmpty() || text.length() > MOST_BOUNDARY) {
            return Optional.empty();
        }
        if (next == null || !level.isMeantBy(text)) {
            level.suspect(text, next);
            return Optional.empty();
        }
        level.boundary = text;
        return Optional.of(new Delimiter(levels.size() - 1, false));
    }

    private static String text(Line line) {
        return new String(line.octets(), StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
