package org.postern.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Objects;

/** Decodes line by line; of a very long line, piece by piece. What is broken is read as far as it goes. */
abstract class LineDecoder extends InputStream {
    static final int MOST_OF_LINE = 8 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[MOST_OF_LINE];
    private final Output output = new Output();
    private byte[] raw = new byte[0];
    private int at;
    private int filled;
    private int given;
    private boolean ended;

    LineDecoder(InputStream in) {
        this.in = in;
    }

    /**
     * Decodes a line.
     *
     * @param line with its line end; without one if it is a piece of a long line, or the last
     * @return how much of it has been understood; with less than all of it the data end, and the rest is something else
     */
    abstract int decode(byte[] line, ByteArrayOutputStream out);

    /** Decodes what is left at the end. */
    abstract void finish(ByteArrayOutputStream out);

    /** What is behind the data, undecoded. Asked for at the end only. */
    InputStream rest() {
        return new SequenceInputStream(
                new ByteArrayInputStream(raw),
                new SequenceInputStream(new ByteArrayInputStream(buffer, at, filled - at), in));
    }

    @Override
    public int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        while (length > 0 && given == output.size() && !ended) {
            output.reset();
            given = 0;
            decodeNext();
        }
        int count = Math.min(length, output.size() - given);
        output.copy(given, target, offset, count);
        given += count;
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void decodeNext() throws IOException {
        byte[] line = nextLine();
        int understood = line.length == 0 ? 0 : decode(line, output);
        if (understood < line.length) {
            raw = Arrays.copyOfRange(line, understood, line.length);
        }
        if (line.length == 0 || understood < line.length) {
            finish(output);
            ended = true;
        }
    }

    private byte[] nextLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        while (line.size() < MOST_OF_LINE) {
            if (at == filled) {
                at = 0;
                filled = in.readNBytes(buffer, 0, buffer.length);
                if (filled == 0) {
                    break;
                }
            }
            int from = at;
            int most = Math.min(filled, at + MOST_OF_LINE - line.size());
            while (at < most && buffer[at] != '\n') {
                at++;
            }
            boolean found = at < most;
            at += found ? 1 : 0;
            line.write(buffer, from, at - from);
            if (found) {
                break;
            }
        }
        return line.toByteArray();
    }

    /** Gives its octets without a copy of all. */
    private static final class Output extends ByteArrayOutputStream {
        void copy(int from, byte[] target, int offset, int length) {
            System.arraycopy(buf, from, target, offset, length);
        }
    }
}
