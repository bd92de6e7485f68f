package org.postern.smtp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads the content after DATA: removes transparency dots and finds the end (RFC 5321 section 4.5.2). Only CRLF.CRLF ends
 * the content; the CRLF in front of the dot may be that of the DATA command. A CR or LF that stands alone never begins a
 * line, so a dot behind it means nothing.
 *
 * <p>Or checks the content of chunks, in which dots mean nothing and the end is known beforehand (RFC 3030): no CR or LF can be
 * taken there for more than it is, so that those that stand alone are kept, as Exchange Online and Gmail send them.
 *
 * <p>The first fault is kept, the content is abandoned, and the rest is read to its end without being kept. Before a
 * fault is found, all that stands in front of it is checked: which one is first depends on the content, not on how the
 * network cut it.
 */
final class DataFramer {
    private enum Position {
        LINE_START,
        IN_LINE,
        AFTER_CR,
        AFTER_DOT,
        AFTER_DOT_CR
    }

    private static final byte[] CR = {'\r'};

    private final Limits.Content limits;
    private final BodySink sink;
    private final boolean dotted;
    private final boolean ofLines;
    private final HeaderScan header = new HeaderScan();
    private Position position = Position.LINE_START;
    private long size;
    /** Octets of the current line that lie in front of {@link #uncounted}. */
    private long lineLength;
    /** Index in the current input of the first octet that {@link #lineLength} does not count. */
    private int uncounted;
    /** Index in the current input of the first octet that the sink has not seen. */
    private int unwritten;

    private Optional<Reply> fault = Optional.empty();

    private DataFramer(Limits.Content limits, BodySink sink, boolean dotted, boolean ofLines) {
        this.limits = limits;
        this.sink = sink;
        this.dotted = dotted;
        this.ofLines = ofLines;
    }

    /** For the content after DATA. */
    static DataFramer afterData(Limits.Content limits, BodySink sink) {
        return new DataFramer(limits, sink, true, true);
    }

    /**
     * For the content of chunks.
     *
     * @param binary whether it is not made of lines whose length could be limited (BODY=BINARYMIME)
     */
    static DataFramer ofChunks(Limits.Content limits, BodySink sink, boolean binary) {
        return new DataFramer(limits, sink, false, !binary);
    }

    /** Why the message cannot be delivered, if that is so. */
    Optional<Reply> fault() {
        return fault;
    }

    /** What was seen of the header so far. */
    HeaderScan header() {
        return header;
    }

    /** The message cannot be delivered, for a reason found here or outside. */
    void fail(Reply reason) {
        if (fault.isEmpty()) {
            fault = Optional.of(reason);
            sink.abandon();
        }
    }

    /** There will be no message after all. */
    void abandon() {
        if (fault.isEmpty()) {
            sink.abandon();
        }
    }

    /** Consumes the octets of a chunk. */
    void take(ByteBuffer chunk) {
        if (ofLines) {
            reachesEnd(chunk);
        } else {
            write(chunk);
        }
    }

    /** Consumes input up to the end of the content, or all of it. Tells whether the end was reached. */
    boolean reachesEnd(ByteBuffer in) {
        int limit = in.limit();
        unwritten = in.position();
        uncounted = in.position();
        for (int i = in.position(); i < limit; i++) {
            if (position == Position.IN_LINE) {
                i = LineBreaks.indexIn(in, i);
                if (i == limit) {
                    break;
                }
            }
            if (endsAt(in, i)) {
                in.position(i + 1);
                return true;
            }
        }
        countLine(in, limit);
        write(in, limit);
        in.position(limit);
        return false;
    }

    private boolean endsAt(ByteBuffer in, int i) {
        byte octet = in.get(i);
        if (dotted && position == Position.LINE_START && octet == '.') {
            drop(in, i);
            position = Position.AFTER_DOT;
            lineLength--;
        } else if (position == Position.AFTER_DOT && octet == '\r') {
            drop(in, i);
            position = Position.AFTER_DOT_CR;
        } else if (position == Position.AFTER_DOT_CR) {
            if (octet == '\n') {
                return true;
            }
            write(ByteBuffer.wrap(CR));
            keep(in, i, true);
        } else {
            keep(in, i, position == Position.AFTER_CR);
        }
        return false;
    }

    private void keep(ByteBuffer in, int i, boolean afterCr) {
        byte octet = in.get(i);
        if (octet == '\n' && afterCr) {
            position = Position.LINE_START;
            countLine(in, i + 1);
            lineLength = 0;
            return;
        }
        if (dotted && (octet == '\n' || afterCr) && limits.bareLineBreaks() == Limits.BareLineBreaks.REJECT) {
            countLine(in, i);
            write(in, i);
            fail(Replies.BARE_LINE_BREAK_IN_DATA);
        }
        position = octet == '\r' ? Position.AFTER_CR : Position.IN_LINE;
    }

    private void countLine(ByteBuffer in, int to) {
        lineLength += to - uncounted;
        uncounted = to;
        long excess = lineLength - limits.maxTextLineBytes();
        if (limits.maxTextLineBytes() > 0 && excess > 0 && fault.isEmpty()) {
            write(in, (int) (to - excess + 1));
            fail(Replies.TEXT_LINE_TOO_LONG);
        }
    }

    private void drop(ByteBuffer in, int i) {
        write(in, i);
        unwritten = i + 1;
    }

    private void write(ByteBuffer in, int to) {
        if (unwritten < to) {
            write(in.slice(unwritten, to - unwritten));
            unwritten = to;
        }
    }

    private void write(ByteBuffer octets) {
        if (fault.isPresent()) {
            return;
        }
        long fitting = Math.min(octets.remaining(), limits.maxMessageBytes() - size);
        header.scan(octets.slice(octets.position(), (int) fitting));
        size += octets.remaining();
        if (header.hops() > limits.maxHops()) {
            fail(Replies.TOO_MANY_HOPS);
        } else if (size > limits.maxMessageBytes()) {
            fail(Replies.MESSAGE_TOO_LARGE);
        } else if (!sink.write(octets)) {
            fail(Replies.CONTENT_NOT_STORED);
        }
    }
}
