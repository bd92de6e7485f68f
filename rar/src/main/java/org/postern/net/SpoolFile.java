package org.postern.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A temporary file for content that is too long for memory. It is readable by this process alone, and deleted on close:
 * where the operating system allows it, its name is gone as soon as it is open, so that not even a crash leaves it behind.
 */
final class SpoolFile implements Closeable {
    private final FileChannel channel;
    private final SpoolSpace space;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long size;

    private SpoolFile(FileChannel channel, SpoolSpace space) {
        this.channel = channel;
        this.space = space;
    }

    static SpoolFile create(SpoolSpace space) throws IOException {
        space.takeFile();
        try {
            return new SpoolFile(open(space.directory()), space);
        } catch (IOException e) {
            space.giveBack(0);
            throw e;
        }
    }

    private static FileChannel open(Path directory) throws IOException {
        Path path = Files.createTempFile(directory, "postern-", ".spool");
        try {
            return FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            Files.deleteIfExists(path);
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
                end += channel.write(chunk, end);
            }
        }
    }

    long size() {
        return size;
    }

    int read(long position, ByteBuffer target) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            space.giveBack(size);
        }
        channel.close();
    }
}
