package org.postern.mime;

import jakarta.mail.internet.SharedInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A content, or a part of it, of which Jakarta Mail keeps no copy: it opens a stream of what it needs when it needs it. A stream
 * is for one thread.
 */
final class SharedContent extends InputStream implements SharedInputStream {
    private final Octets octets;
    private @Nullable InputStream in;
    private long position;
    private long marked;

    SharedContent(Octets octets) {
        this.octets = octets;
    }

    @Override
    public long getPosition() {
        return position;
    }

    /** The end is behind the last octet; -1 is the end of this one. */
    @Override
    public InputStream newStream(long start, long end) {
        long last = end < 0 ? octets.end() : Math.min(octets.end(), octets.start() + end);
        return new SharedContent(new Octets(octets.source(), octets.start() + start, last));
    }

    @Override
    public int read() throws IOException {
        int octet = opened().read();
        if (octet >= 0) {
            position++;
        }
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = opened().read(target, offset, length);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = opened().skip(count);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, octets.length() - position);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int limit) {
        if (in != null) {
            in.mark(limit);
        }
        marked = position;
    }

    @Override
    public synchronized void reset() throws IOException {
        if (marked == 0) {
            close();
        } else {
            opened().reset();
        }
        position = marked;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }

    private InputStream opened() throws IOException {
        if (in == null) {
            in = new BufferedInputStream(octets.openStream());
        }
        return in;
    }
}
