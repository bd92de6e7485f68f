package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postern.mime.LineReader.Line;

/** Reads a header up to where its body begins, with or without the empty line between them. */
final class HeaderReader {
    /** Lines that are no fields, and still have fields of this header behind them. */
    private static final int MOST_STRAY_LINES = 3;

    private static final int LINE_BEYOND_LIMIT = 1_024;

    private final LineReader lines;
    private final ContentLimits limits;
    private final Predicate<Line> endsPart;
    private final List<HeaderField> fields = new ArrayList<>();
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    private @Nullable String name;
    private int octets;

    /**
     * What was read.
     *
     * @param begin where the first line began
     * @param body where the body begins
     * @param beyondStart where the fields that are beyond the limits begin
     * @param beyondEnd where they end: at their beginning if there are none
     */
    record Block(Header header, long begin, long body, long beyondStart, long beyondEnd) {
        boolean isWhole() {
            return beyondStart == beyondEnd;
        }

        /** All of it belongs to the body. */
        Block asBody() {
            return new Block(Header.NONE, begin, begin, begin, begin);
        }
    }

    HeaderReader(LineReader lines, ContentLimits limits, Predicate<Line> endsPart) {
        this.lines = lines;
        this.limits = limits;
        this.endsPart = endsPart;
    }

    /** Reads the header that begins at that position, which is the next line. */
    Block read(long begin) throws IOException {
        long body = begin;
        long beyond = -1;
        for (Line line = first(); line != null; line = next()) {
            if (line.isEmpty()) {
                body = line.next();
                return block(begin, body, beyond < 0 ? line.start() : beyond, line.start());
            }
            if (beyond < 0 && line.isBlank() && !knownFieldFollows()) {
                // An empty line that is not quite empty.
                return block(begin, line.next(), line.start(), line.start());
            }
            if (endsPart.test(line) || (beyond < 0 && !belongsToHeader(line, begin))) {
                lines.unread(line);
                return block(begin, line.start(), beyond < 0 ? line.start() : beyond, line.start());
            }
            body = line.next();
            if (beyond < 0 && !add(line)) {
                beyond = line.start();
            }
        }
        return block(begin, body, beyond < 0 ? body : beyond, body);
    }

    /** Without the mark that editors write in front of UTF-8. */
    private @Nullable Line first() throws IOException {
        Line line = next();
        return line == null
                ? null
                : ByteOrderMark.of(line.octets())
                        .filter(mark -> mark.charset().equals(StandardCharsets.UTF_8))
                        .map(mark -> line.behind(mark.length()))
                        .orElse(line);
    }

    private @Nullable Line next() throws IOException {
        return lines.next(Math.max(LINE_BEYOND_LIMIT, limits.headerOctets() - octets + 1));
    }

    private Block block(long begin, long body, long beyondStart, long beyondEnd) {
        endField();
        Block block = new Block(new Header(List.copyOf(fields)), begin, body, beyondStart, beyondEnd);
        boolean header = fields.isEmpty() || fields.stream().anyMatch(field -> FieldNames.isKnown(field.name()));
        return header ? block : block.asBody();
    }

    /** Tells whether the line was within the limits. */
    private boolean add(Line line) {
        octets += line.octets().length;
        int colon = isContinuation(line) ? -1 : FieldNames.colon(line.octets());
        int begun = fields.size() + (name == null ? 0 : 1);
        if (!line.isWhole() || octets > limits.headerOctets() || (colon > 0 && begun >= limits.headerFields())) {
            return false;
        }
        if (colon > 0) {
            endField();
            name = new String(line.octets(), 0, colon, StandardCharsets.ISO_8859_1).strip();
            value.write(line.octets(), colon + 1, line.octets().length - colon - 1);
        } else if (name != null && (isContinuation(line) || !FieldNames.isOfPart(name))) {
            // Also one that has been folded without a blank; but what a part says of itself is not made worse by it.
            value.write('\r');
            value.write('\n');
            value.writeBytes(line.octets());
        }
        return true;
    }

    private void endField() {
        if (name != null) {
            fields.add(new HeaderField(name, value.toByteArray(), Optional.empty()));
        }
        name = null;
        value.reset();
    }

    private static boolean isContinuation(Line line) {
        return line.octets()[0] == ' ' || line.octets()[0] == '\t';
    }

    /**
     * A line that is no field ends the header: the empty line has been forgotten. But not if known fields follow soon: then a
     * program has folded without a blank, or put in a line of its own, such as the first one of an mbox file.
     */
    private boolean belongsToHeader(Line line, long begin) throws IOException {
        boolean separator = line.start() == begin && FieldNames.isMboxSeparator(line.octets());
        boolean folded = isContinuation(line) && line.start() > begin && !line.isBlank();
        return separator
                || folded
                || FieldNames.colon(line.octets()) > 0
                || (!mayBeDelimiter(line) && knownFieldFollows());
    }

    /** Of this part itself, perhaps: its boundary is not known yet. */
    private static boolean mayBeDelimiter(Line line) {
        return line.beginsWith('-', '-');
    }

    private boolean knownFieldFollows() throws IOException {
        Deque<Line> ahead = new ArrayDeque<>();
        boolean found = false;
        for (int i = 0; i < MOST_STRAY_LINES && !found; i++) {
            Line line = next();
            if (line == null) {
                break;
            }
            ahead.push(line);
            if (line.isEmpty() || mayBeDelimiter(line)) {
                break;
            }
            found = FieldNames.startsKnownField(line.octets());
        }
        ahead.forEach(lines::unread);
        return found;
    }
}
