package org.postern.mime;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads numbers as TNEF writes them, lowest octet first, and knows where it is. */
final class TnefInput {
    private final InputStream in;
    private long position;

    TnefInput(InputStream in) {
        this.in = in;
    }

    long position() {
        return position;
    }

    /** -1 at the end. */
    int octetOrEnd() throws IOException {
        int octet = in.read();
        position += octet < 0 ? 0 : 1;
        return octet;
    }

    int octet() throws IOException {
        int octet = octetOrEnd();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    int twoOctets() throws IOException {
        return octet() | octet() << 8;
    }

    long fourOctets() throws IOException {
        return twoOctets() | (long) twoOctets() << 16;
    }

    /** The first of so many octets, up to that number, and skips the others. */
    byte[] octets(long count, int most) throws IOException {
        byte[] octets = in.readNBytes((int) Math.min(count, most));
        position += octets.length;
        if (octets.length < Math.min(count, most)) {
            throw new EOFException();
        }
        skip(count - octets.length);
        return octets;
    }

    void skip(long count) throws IOException {
        Interruption.check();
        in.skipNBytes(count);
        position += count;
    }
}
