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

/**
 * A temporary file for content that is too long for memory. It is readable by this process alone, and deleted on close:
 * where the operating system allows it, its name is gone as soon as it is open, so that not even a crash leaves it behind.
 */
final class SpoolFile implements Closeable {
    private final FileChannel channel;
    private volatile long size;

    private SpoolFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpoolFile create(Path directory) throws IOException {
        Path path = Files.createTempFile(directory, "postern-", ".spool");
        try {
            return new SpoolFile(FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)));
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    void append(List<ByteBuffer> chunks) throws IOException {
        long end = size;
        for (ByteBuffer chunk : chunks) {
            while (chunk.hasRemaining()) {
                end += channel.write(chunk, end);
            }
        }
        size = end;
    }

    long size() {
        return size;
    }

    int read(long position, ByteBuffer target) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
