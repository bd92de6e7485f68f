package org.postern.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.mime.HeaderReader.Block;
import org.postern.mime.LineReader.Line;
import org.postern.mime.OpenParts.Delimiter;
import org.postern.mime.OpenParts.Level;

/** Goes through a message once and finds out where its parts are (RFC 2046 section 5.1). Nothing of their bodies is kept. */
final class StructureReader {
    /** RFC 2046 section 5.1.1 allows 70 characters in a boundary. */
    private static final int MOST_OF_LINE = 300;

    private final Octets.Source source;
    private final ContentLimits limits;
    private final LineReader lines;
    private final OpenParts open = new OpenParts();
    private final List<Part> parts = new ArrayList<>();
    private final List<Octets> outside = new ArrayList<>();
    private final List<Part> beyond = new ArrayList<>();

    /** What is being read: a part, or something around parts. */
    private @Nullable Leaf leaf;

    private long begin;
    private int count;
    private boolean whole = true;

    private record Leaf(Header header, ContentType type, String parent) {}

    private StructureReader(Octets.Source source, LineReader lines, ContentLimits limits) {
        this.source = source;
        this.limits = limits;
        this.lines = lines;
    }

    static Structure read(Octets.Source source, ContentLimits limits) throws IOException {
        try (InputStream in = source.openStream()) {
            return new StructureReader(source, new LineReader(in), limits).read();
        }
    }

    private Structure read() throws IOException {
        Block block = new HeaderReader(lines, limits, line -> false).read(0);
        ContentType type = ContentType.of(block.header(), ContentType.PLAIN);
        begin(block, type, "");
        return body(block.header(), type);
    }

    private Structure body(Header header, ContentType type) throws IOException {
        for (Line line = lines.next(MOST_OF_LINE); line != null; line = lines.next(MOST_OF_LINE)) {
            Optional<Delimiter> delimiter = delimiter(line);
            if (delimiter.isPresent()) {
                take(delimiter.get(), line);
            }
        }
        long end = lines.end();
        endRegion(end, true);
        while (open.depth() > 0) {
            pop(end);
        }
        return new Structure(
                header, type, List.copyOf(parts), List.copyOf(outside), List.copyOf(beyond), whole && beyond.isEmpty());
    }

    private Optional<Delimiter> delimiter(Line line) throws IOException {
        Optional<Delimiter> found = open.delimiter(line);
        boolean first = leaf == null && open.depth() > 0 && !open.top().hasParts();
        if (found.isPresent() || !first || !line.beginsWith('-', '-') || !line.isWhole()) {
            return found;
        }
        Line next = lines.next(MOST_OF_LINE);
        if (next != null) {
            lines.unread(next);
        }
        return open.adopt(line, next);
    }

    private void take(Delimiter delimiter, Line line) throws IOException {
        Level level = open.get(delimiter.level());
        if (delimiter.last() && !level.hasParts()) {
            // An end without a beginning: the whole is no multipart, but still there.
            return;
        }
        long end = Math.max(begin, line.previousEnd());
        endRegion(end, open.top() != level);
        while (open.top() != level) {
            pop(end);
        }
        if (delimiter.last()) {
            level.close();
            leaf = null;
            begin = line.next();
        } else {
            level.part();
            part(level, line);
        }
    }

    private void part(Level level, Line delimiter) throws IOException {
        if (++count >= limits.parts()) {
            beyond.add(new Part(
                    Header.NONE,
                    ContentType.UNKNOWN,
                    level.type().name(),
                    new Octets(source, delimiter.start(), lines.end())));
            begin = lines.end();
            return;
        }
        Block block = header(level, delimiter.next());
        begin(
                block,
                ContentType.of(block.header(), level.typeOfParts()),
                level.type().name());
    }

    private Block header(Level level, long from) throws IOException {
        Block block =
                new HeaderReader(lines, limits, line -> open.delimiter(line).isPresent()).read(from);
        boolean message =
                level.typeOfParts().isMessage() && !block.header().fields().isEmpty();
        // RFC 2046 section 5.1.5: the header of a part of a digest is mostly empty. Without the empty line this is the
        // message's.
        return message && block.isWhole() && !block.header().isOfPart() ? block.asBody() : block;
    }

    private void begin(Block block, ContentType type, String parent) {
        if (!block.isWhole()) {
            beyond.add(new Part(
                    Header.NONE,
                    ContentType.FIELDS,
                    parent,
                    new Octets(source, block.beyondStart(), block.beyondEnd())));
        }
        begin = block.body();
        leaf = null;
        if (type.isMultipart() && open.depth() < limits.depth()) {
            open.push(new Level(block.header(), type, block.body()));
        } else {
            whole &= !type.isMultipart();
            leaf = new Leaf(block.header(), type, parent);
        }
    }

    /** What stands around the parts of a multipart is kept, too. */
    private void endRegion(long end, boolean popped) {
        if (leaf != null) {
            parts.add(new Part(leaf.header(), leaf.type(), leaf.parent(), new Octets(source, begin, end)));
        } else if (open.depth() > 0 && end > begin && (open.top().hasParts() || !popped)) {
            outside.add(new Octets(source, begin, end));
        }
        leaf = null;
        begin = end;
    }

    /** A multipart without parts is a part itself; without a boundary it is text, as it stands. */
    private void pop(long end) throws IOException {
        Level level = open.pop();
        if (level.hasParts()) {
            return;
        }
        Optional<Structure> inner = EncodedMultipart.read(level, new Octets(source, level.body(), end), remaining());
        if (inner.isEmpty() && level.evidentBoundary().isPresent()) {
            inner = Optional.of(again(level, level.evidentBoundary().get(), end));
        }
        if (inner.isPresent()) {
            count += inner.get().parts().size();
            parts.addAll(inner.get().parts());
            outside.addAll(inner.get().outside());
            beyond.addAll(inner.get().beyond());
            whole &= inner.get().whole();
        } else {
            String parent = open.depth() == 0 ? "" : open.top().type().name();
            ContentType type = level.hasBoundary() ? level.type() : ContentType.PLAIN;
            parts.add(new Part(level.header(), type, parent, new Octets(source, level.body(), end)));
        }
    }

    /** The boundary that is said does not occur in it, and another one does. */
    private Structure again(Level level, String boundary, long end) throws IOException {
        try (InputStream in = new Octets(source, level.body(), end).openStream()) {
            StructureReader reader = new StructureReader(source, new LineReader(in, level.body()), remaining());
            reader.open.push(level.delimitedBy(boundary));
            reader.begin = level.body();
            return reader.body(level.header(), level.type());
        }
    }

    private ContentLimits remaining() {
        return limits.withParts(Math.max(1, limits.parts() - count))
                .withDepth(Math.max(1, limits.depth() - open.depth() - 1));
    }
}
