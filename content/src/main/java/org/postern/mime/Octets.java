package org.postern.mime;

import java.io.IOException;
import java.io.InputStream;

/** Some consecutive octets of a content, which stay where they are until they are read. */
record Octets(Source source, long start, long end) {
    /** What can be read from its beginning any number of times. */
    @FunctionalInterface
    interface Source {
        InputStream openStream() throws IOException;
    }

    long length() {
        return end - start;
    }

    InputStream openStream() throws IOException {
        InputStream in = source.openStream();
        in.skipNBytes(start);
        return new Range(in, length());
    }

    /** The first ones, up to that number. */
    byte[] read(int most) throws IOException {
        try (InputStream in = openStream()) {
            return in.readNBytes(most);
        }
    }

    /** Ends where the range does. */
    private static final class Range extends InputStream {
        private final InputStream in;
        private long left;

        Range(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            Interruption.check();
            int count = in.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
