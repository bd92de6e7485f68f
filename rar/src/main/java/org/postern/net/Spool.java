package org.postern.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.postern.smtp.BodySink;

/**
 * Keeps the content of one message while it arrives: in memory up to a threshold, then in a file. Belongs to one event
 * loop; the file is touched by the executor only, one task after the other. While {@link #spill()} is under way nothing
 * is written, because the connection does not read.
 */
final class Spool implements BodySink {
    private static final int MIN_CHUNK = 4 * 1024;

    private final int threshold;
    private final SpoolSpace space;
    private final Executor executor;
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private int inMemory;
    private long allocated;
    private boolean abandoned;
    private volatile @Nullable SpoolFile file;
    private CompletableFuture<Void> fileWork = CompletableFuture.completedFuture(null);

    Spool(int threshold, SpoolSpace space, Executor executor) {
        this.threshold = threshold;
        this.space = space;
        this.executor = executor;
    }

    @Override
    public void write(ByteBuffer octets) {
        inMemory += octets.remaining();
        if (!chunks.isEmpty()) {
            ByteBuffer last = chunks.get(chunks.size() - 1);
            int fitting = Math.min(last.remaining(), octets.remaining());
            last.put(octets.slice(octets.position(), fitting));
            octets.position(octets.position() + fitting);
        }
        if (octets.hasRemaining()) {
            ByteBuffer chunk = ByteBuffer.allocate(Math.max(octets.remaining(), Math.max(MIN_CHUNK, inMemory / 2)));
            space.countMemory(chunk.capacity());
            allocated += chunk.capacity();
            chunks.add(chunk.put(octets));
        }
    }

    /** Whether memory holds as much as it may. */
    boolean isFull() {
        return inMemory > threshold || (inMemory > 0 && space.isMemoryFull());
    }

    /** Moves what is in memory to the file. Completes on the executor's thread. */
    CompletionStage<Void> spill() {
        long freed = allocated;
        List<ByteBuffer> moved = takeChunks();
        fileWork = fileWork.thenRunAsync(() -> append(moved), executor)
                .whenComplete((done, failure) -> space.countMemory(-freed));
        return fileWork;
    }

    /** The whole content. Whoever gets it closes it. */
    Content complete() {
        long freed = allocated;
        return new Content(Optional.ofNullable(file), takeChunks(), () -> {
            space.countMemory(-freed);
            closeFile();
        });
    }

    /** The content will not be delivered. Can be called at any time, also twice. */
    @Override
    public void abandon() {
        space.countMemory(-allocated);
        forgetChunks();
        if (!abandoned && (file != null || !fileWork.isDone())) {
            fileWork.whenCompleteAsync((done, failure) -> closeAbandoned(), executor)
                    // The executor takes no more work: the adapter is stopping, and this thread may as well do it.
                    .exceptionally(refused -> {
                        closeAbandoned();
                        return null;
                    });
        }
        abandoned = true;
    }

    private List<ByteBuffer> takeChunks() {
        List<ByteBuffer> taken =
                chunks.stream().map(chunk -> chunk.flip().asReadOnlyBuffer()).toList();
        forgetChunks();
        return taken;
    }

    private void forgetChunks() {
        chunks.clear();
        inMemory = 0;
        allocated = 0;
    }

    private void append(List<ByteBuffer> moved) {
        try {
            SpoolFile target = file;
            if (target == null) {
                target = SpoolFile.create(space);
                file = target;
            }
            target.append(moved);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeFile() throws IOException {
        SpoolFile open = file;
        if (open != null) {
            open.close();
        }
    }

    private void closeAbandoned() {
        try {
            closeFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
