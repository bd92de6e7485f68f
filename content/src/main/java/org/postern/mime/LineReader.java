package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of any length, and tells where they are. A line ends with CRLF or LF; with CR where there is nothing else, as in
 * mail from programs for old Macintoshes.
 */
final class LineReader {
    private static final int BUFFER = 16 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final Deque<Line> again = new ArrayDeque<>();
    private final boolean carriageReturnsEnd;
    private int at;
    private int filled;
    private long position;
    private long previousEnd;

    /**
     * A line without its end.
     *
     * @param previousEnd where the line in front of it ended, and its line end began
     * @param end where it ends, and its line end begins
     * @param next where the next one begins
     * @param octets its first ones
     */
    @SuppressWarnings("ArrayRecordComponent") // Lines are never compared.
    record Line(long previousEnd, long start, long end, long next, byte[] octets) {
        /** Tells whether the line begins with both of these. */
        boolean beginsWith(char first, char second) {
            return octets.length > 1 && octets[0] == first && octets[1] == second;
        }

        boolean isEmpty() {
            return end == start;
        }

        /** Also one that two carriage returns were written for. */
        boolean isBlank() {
            for (byte octet : octets) {
                if (octet != ' ' && octet != '\t' && octet != '\r') {
                    return false;
                }
            }
            return octets.length == end - start;
        }

        boolean isWhole() {
            return octets.length == end - start;
        }

        /** Without its first octets. */
        Line behind(int count) {
            return new Line(previousEnd, start + count, end, next, Arrays.copyOfRange(octets, count, octets.length));
        }
    }

    LineReader(InputStream in) throws IOException {
        this(in, 0);
    }

    /** Of octets that begin at that position of the whole. */
    LineReader(InputStream in, long start) throws IOException {
        this.in = in;
        this.position = start;
        this.previousEnd = start;
        fill();
        carriageReturnsEnd = mostlyCarriageReturns();
    }

    /** But for the end of the message, where SMTP demands CRLF. */
    private boolean mostlyCarriageReturns() {
        int alone = 0;
        int others = 0;
        for (int i = 0; i < filled; i++) {
            if (buffer[i] == '\n') {
                others++;
            } else if (buffer[i] == '\r' && i + 1 < filled && buffer[i + 1] != '\n') {
                alone++;
            }
        }
        return alone > 2 * others;
    }

    /** The next line with at most that many of its octets, or null at the end. */
    @Nullable
    Line next(int keep) throws IOException {
        return again.isEmpty() ? read(keep) : again.pop();
    }

    /** Lets {@link #next} give this line once more. */
    void unread(Line line) {
        again.push(line);
    }

    /** Goes to the end, and tells where it is. */
    long end() throws IOException {
        while (at < filled) {
            position += filled - at;
            fill();
        }
        return position;
    }

    private @Nullable Line read(int keep) throws IOException {
        if (at == filled) {
            return null;
        }
        long start = position;
        ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
        boolean carriageReturn = false;
        while (at < filled) {
            int from = at;
            while (at < filled && !isEnd(buffer[at])) {
                at++;
            }
            if (at > from) {
                kept.write(buffer, from, Math.min(at - from, Math.max(0, keep - kept.size())));
                carriageReturn = buffer[at - 1] == '\r';
                position += at - from;
            }
            if (at < filled) {
                long end = position - (carriageReturn ? 1 : 0);
                goBehindEnd();
                return line(start, end, kept);
            }
            fill();
        }
        return line(start, position, kept);
    }

    private boolean isEnd(byte octet) {
        return octet == '\n' || (carriageReturnsEnd && octet == '\r');
    }

    private void goBehindEnd() throws IOException {
        boolean carriageReturn = buffer[at] == '\r';
        goOn();
        if (carriageReturn && at < filled && buffer[at] == '\n') {
            goOn();
        }
    }

    private void goOn() throws IOException {
        at++;
        position++;
        if (at == filled) {
            fill();
        }
    }

    private Line line(long start, long end, ByteArrayOutputStream kept) {
        byte[] octets = kept.toByteArray();
        Line line = new Line(
                previousEnd,
                start,
                end,
                position,
                octets.length <= end - start ? octets : Arrays.copyOf(octets, (int) (end - start)));
        previousEnd = end;
        return line;
    }

    /** To the brim: which line ends there are must not depend on how the octets arrive. */
    private void fill() throws IOException {
        Interruption.check();
        at = 0;
        filled = in.readNBytes(buffer, 0, buffer.length);
    }
}
