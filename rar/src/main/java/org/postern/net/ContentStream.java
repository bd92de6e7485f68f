package org.postern.net;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads a content from its beginning. */
final class ContentStream extends InputStream {
    private final Source content;
    private final long size;
    private long position;

    /** What can be read from any position; the number of octets read is at least 1, or -1 at the end. */
    @FunctionalInterface
    interface Source {
        int read(long position, byte[] target, int offset, int length) throws IOException;
    }

    ContentStream(Source content, long size) {
        this.content = content;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int count = content.read(position, target, offset, length);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, size - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, size - position);
    }
}
