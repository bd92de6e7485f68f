package org.postern.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The octets of one complete message: what is in the spool file, if there is one, followed by what stayed in memory.
 * Thread-safe. Once closed, its streams fail.
 */
public final class Content implements Closeable {
    private static final int BUFFER = 8 * 1024;

    private final Optional<SpoolFile> file;
    private volatile List<ByteBuffer> tail;
    private final long fileSize;
    private final long size;
    private final Closeable release;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Common to all copies, once one of them has been read for it. */
    private final AtomicReference<byte[]> digest;

    /**
     * Puts both parts together.
     *
     * @param release to be closed once, when none of both is needed any more
     */
    Content(Optional<SpoolFile> file, List<ByteBuffer> tail, Closeable release) {
        this(file, tail, release, new AtomicReference<>());
    }

    /** Octets that are all in memory, and stay there: {@code postern-test} makes messages of them. */
    public static Content of(byte[] octets) {
        return new Content(
                Optional.empty(), List.of(ByteBuffer.wrap(octets.clone()).asReadOnlyBuffer()), () -> {});
    }

    private Content(
            Optional<SpoolFile> file, List<ByteBuffer> tail, Closeable release, AtomicReference<byte[]> digest) {
        this.release = release;
        this.digest = digest;
        this.file = file;
        this.tail = List.copyOf(tail);
        this.fileSize = file.map(SpoolFile::size).orElse(0L);
        long inMemory = 0;
        for (ByteBuffer chunk : this.tail) {
            inMemory += chunk.remaining();
        }
        this.size = fileSize + inMemory;
    }

    public long size() {
        return size;
    }

    /** Whether there is no file, so that nothing blocks. */
    public boolean isInMemory() {
        return file.isEmpty();
    }

    /** Opens a stream of its own, from the first octet. */
    public InputStream openStream() throws IOException {
        checkOpen();
        return new ContentStream(this::read, size);
    }

    /**
     * A digest of all octets. They are read once, however many copies there are, but for copies that are asked at the same time.
     *
     * @param algorithm gives a new one; always of the same kind
     */
    public byte[] digest(Supplier<MessageDigest> algorithm) throws IOException {
        byte[] known = digest.get();
        if (known == null) {
            MessageDigest read = algorithm.get();
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = openStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    read.update(buffer, 0, count);
                }
            }
            known = read.digest();
            digest.set(known);
        }
        return known.clone();
    }

    /** Frees memory and file. */
    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            tail = List.of(); // A bean may still have this object, and must not have the octets.
            release.close();
        }
    }

    /** The same octets for each of several that close them on their own. Instead of this one, not beside it. */
    public List<Content> copies(int count) {
        AtomicInteger open = new AtomicInteger(count);
        Closeable last = () -> {
            if (open.decrementAndGet() == 0) {
                close();
            }
        };
        return Stream.generate(() -> new Content(file, tail, last, digest))
                .limit(count)
                .toList();
    }

    /** Copies octets from a position; the number copied is at least 1, or -1 at the end. */
    private int read(long position, byte[] target, int offset, int length) throws IOException {
        List<ByteBuffer> inMemory = tail;
        checkOpen();
        if (position >= size) {
            return -1;
        }
        if (position < fileSize) {
            int inFile = (int) Math.min(length, fileSize - position);
            return file.orElseThrow().read(position, ByteBuffer.wrap(target, offset, inFile));
        }
        long skip = position - fileSize;
        for (ByteBuffer chunk : inMemory) {
            if (skip < chunk.remaining()) {
                int count = Math.min(length, chunk.remaining() - (int) skip);
                chunk.get(chunk.position() + (int) skip, target, offset, count);
                return count;
            }
            skip -= chunk.remaining();
        }
        throw new IllegalStateException("No chunk holds position " + position + " of " + size);
    }

    private void checkOpen() throws IOException {
        if (closed.get()) {
            throw new IOException("The message is valid during the listener's call only");
        }
    }
}
