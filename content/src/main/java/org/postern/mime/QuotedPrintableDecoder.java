package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Arrays;

/** Reads quoted-printable (RFC 2045 section 6.7). An equals sign with nothing behind it that could be meant stays one. */
final class QuotedPrintableDecoder extends LineDecoder {
    /** An escape that a piece of a long line ends in, or that programs have broken. */
    private byte[] begun = new byte[0];

    QuotedPrintableDecoder(InputStream in) {
        super(in);
    }

    @Override
    int decode(byte[] piece, ByteArrayOutputStream out) {
        byte[] line = joined(begun, piece);
        begun = new byte[0];
        int content = line.length;
        while (content > 0 && isLineEnd(line[content - 1])) {
            content--;
        }
        boolean whole = content < line.length;
        int end = whole || piece.length < MOST_OF_LINE ? withoutBlanks(line, content) : content;
        boolean soft = whole && end > 0 && line[end - 1] == '=';
        end -= soft ? 1 : 0;
        if (!whole || soft) {
            int escape = escapeAtEnd(line, end);
            begun = Arrays.copyOfRange(line, escape, end);
            end = escape;
        }
        write(line, end, out);
        if (!soft) {
            out.write(line, content, line.length - content);
        }
        return piece.length;
    }

    /** An equals sign at the very end would break a line that does not come. */
    @Override
    void finish(ByteArrayOutputStream out) {
        write(begun, begun.length == 1 ? 0 : begun.length, out);
    }

    private static void write(byte[] line, int end, ByteArrayOutputStream out) {
        for (int i = 0; i < end; i++) {
            int octet = line[i] == '=' && i + 2 < end ? Hex.octet(line[i + 1], line[i + 2]) : -1;
            if (octet >= 0) {
                out.write(octet);
                i += 2;
            } else if (line[i] == '=' && i + 1 < end && line[i + 1] == '\r') {
                // A line end of another kind.
                i++;
            } else {
                out.write(line[i]);
            }
        }
    }

    /** Where one begins that goes on in the next piece, or the end. */
    private static int escapeAtEnd(byte[] line, int end) {
        if (end > 0 && line[end - 1] == '=') {
            return end - 1;
        }
        return end > 1 && line[end - 2] == '=' && Hex.octet(line[end - 1], (byte) '0') >= 0 ? end - 2 : end;
    }

    /** Those at the end of a line have been added on the way. */
    private static int withoutBlanks(byte[] line, int end) {
        int last = end;
        while (last > 0 && (line[last - 1] == ' ' || line[last - 1] == '\t')) {
            last--;
        }
        return last;
    }

    private static boolean isLineEnd(byte octet) {
        return octet == '\r' || octet == '\n';
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
