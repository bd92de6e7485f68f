package org.postern.mime;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Undoes the compression of formatted text (MS-OXRTFCP), with 4 KiB of memory. One octet becomes at most nine. */
final class CompressedRtf extends InputStream {
    private static final int HEADER = 16;
    private static final long COMPRESSED = 0x75465A4CL;
    private static final long PLAIN = 0x414C454DL;
    private static final int DICTIONARY = 4096;

    /** What the dictionary has in it from the beginning (section 2.1.2.1). */
    private static final String BEGINNING =
            "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans "
                    + "SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u"
                    + "\\tab\\tx";

    private final InputStream in;
    private final byte[] dictionary = new byte[DICTIONARY];
    private int write;

    /** Of the reference that is being copied. */
    private int from;

    private int left;

    /** Which of the next eight tokens are references. */
    private int control;

    private int tokens;
    private boolean end;

    private CompressedRtf(InputStream in) {
        this.in = in;
        byte[] beginning = BEGINNING.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(beginning, 0, dictionary, 0, beginning.length);
        write = beginning.length;
    }

    /** What is not compressed is given as it is. */
    static InputStream open(InputStream octets) throws IOException {
        InputStream buffered = new BufferedInputStream(octets);
        TnefInput header = new TnefInput(buffered);
        try {
            header.fourOctets();
            header.fourOctets();
            long kind = header.fourOctets();
            header.skip(HEADER - header.position());
            if (kind == PLAIN) {
                return buffered;
            }
            if (kind == COMPRESSED) {
                return new CompressedRtf(buffered);
            }
        } catch (EOFException e) {
            // Nothing is in it.
        }
        octets.close();
        return InputStream.nullInputStream();
    }

    @Override
    public int read() throws IOException {
        if (left == 0 && !end && !next()) {
            end = true;
        }
        if (left == 0) {
            return -1;
        }
        left--;
        byte octet = dictionary[from];
        from = (from + 1) % DICTIONARY;
        dictionary[write] = octet;
        write = (write + 1) % DICTIONARY;
        return octet & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Interruption.check();
        int count = 0;
        while (count < length) {
            int octet = read();
            if (octet < 0) {
                return count == 0 ? -1 : count;
            }
            target[offset + count++] = (byte) octet;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A literal is put where it will be written, and copied onto itself. A reference to the place of writing is the end. */
    private boolean next() throws IOException {
        if (tokens == 0) {
            control = in.read();
            tokens = 8;
        }
        boolean reference = (control & 1) != 0;
        control >>= 1;
        tokens--;
        int first = in.read();
        if (first < 0) {
            return false;
        }
        if (!reference) {
            dictionary[write] = (byte) first;
            from = write;
            left = 1;
            return true;
        }
        int second = in.read();
        from = first << 4 | second >> 4;
        left = (second & 0x0F) + 2;
        if (second < 0 || from == write) {
            left = 0;
            return false;
        }
        return true;
    }
}
