package org.postern.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A temporary file for content that is too long for memory, counted in the space of all. It is gone when it is closed. */
final class SpoolFile implements Closeable {
    private final SpoolDirectory.Medium medium;
    private final SpoolSpace space;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long size;

    private SpoolFile(SpoolDirectory.Medium medium, SpoolSpace space) {
        this.medium = medium;
        this.space = space;
    }

    static SpoolFile create(SpoolSpace space) throws IOException {
        space.takeFile();
        try {
            return new SpoolFile(space.directory().create(), space);
        } catch (IOException | RuntimeException | Error e) {
            space.giveBack(0);
            throw e;
        }
    }

    void append(List<ByteBuffer> chunks) throws IOException {
        long octets = chunks.stream().mapToLong(ByteBuffer::remaining).sum();
        space.takeBytes(octets);
        long end = size;
        size = end + octets; // Also when writing fails: it is what must be given back.
        for (ByteBuffer chunk : chunks) {
            while (chunk.hasRemaining()) {
                end += medium.write(chunk, end);
            }
        }
    }

    long size() {
        return size;
    }

    int read(long position, ByteBuffer target) throws IOException {
        return medium.read(target, position);
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            space.giveBack(size);
        }
        medium.close();
    }
}
