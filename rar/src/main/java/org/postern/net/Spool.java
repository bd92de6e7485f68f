package org.postern.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.postern.smtp.BodySink;

/**
 * Keeps the content of one message while it arrives: in memory up to a threshold, then in a file. Belongs to one event
 * loop; the file is touched by blocking tasks only, one after the other. While {@link #spill()} is under way nothing
 * is written, because the connection does not read.
 */
final class Spool implements BodySink {
    private static final int MIN_CHUNK = 4 * 1024;

    private final int threshold;
    private final SpoolSpace space;
    private final BlockingTasks threads;
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private int inMemory;
    private final Holding memory;
    private boolean abandoned;
    private volatile @Nullable SpoolFile file;
    private CompletableFuture<Void> fileWork = CompletableFuture.completedFuture(null);

    Spool(int threshold, SpoolSpace space, BlockingTasks threads) {
        this.threshold = threshold;
        this.space = space;
        this.threads = threads;
        this.memory = new Holding(space.memory());
    }

    @Override
    public boolean write(ByteBuffer octets) {
        inMemory += octets.remaining();
        if (!chunks.isEmpty()) {
            ByteBuffer last = chunks.get(chunks.size() - 1);
            int fitting = Math.min(last.remaining(), octets.remaining());
            last.put(octets.slice(octets.position(), fitting));
            octets.position(octets.position() + fitting);
        }
        return !octets.hasRemaining() || writeToNewChunk(octets);
    }

    /** Takes more than is needed now, unless memory is short. A message that has a file already is a long one: few pieces are to be written. */
    private boolean writeToNewChunk(ByteBuffer octets) {
        int needed = octets.remaining();
        int usual = file == null ? Math.max(MIN_CHUNK, inMemory / 2) : threshold;
        int wanted = Math.max(needed, usual);
        return addChunk(wanted, octets) || (wanted > needed && addChunk(needed, octets));
    }

    private boolean addChunk(int capacity, ByteBuffer octets) {
        boolean taken = memory.take(capacity);
        if (taken) {
            chunks.add(ByteBuffer.allocate(capacity).put(octets));
        }
        return taken;
    }

    /** Whether memory holds as much as it may. */
    boolean isFull() {
        return inMemory > threshold || (inMemory > 0 && space.isMemoryShort());
    }

    /** Moves what is in memory to the file. Completes on any thread; exceptionally also if there is no thread for it. */
    CompletionStage<Void> spill() {
        Holding leaving = memory.handOver();
        List<ByteBuffer> moved = takeChunks();
        fileWork = fileWork.thenCompose(done -> threads.run(() -> append(moved)))
                .whenComplete((done, failure) -> leaving.close());
        return fileWork;
    }

    /**
     * The whole content. The handler that gets it closes it.
     *
     * @param envelope is closed with it
     */
    Content complete(Holding envelope) {
        Holding kept = memory.handOver();
        return new Content(Optional.ofNullable(file), takeChunks(), () -> {
            envelope.close();
            kept.close();
            closeFile();
        });
    }

    /** The content will not be delivered. Can be called at any time, also twice. */
    @Override
    public void abandon() {
        memory.close();
        forgetChunks();
        if (!abandoned && (file != null || !fileWork.isDone())) {
            fileWork.handle((done, failure) -> threads.run(this::closeAbandoned))
                    .thenCompose(closing -> closing)
                    .exceptionally(this::closeWithoutThread);
        }
        abandoned = true;
    }

    /** The container has no thread, or the adapter is stopping: this one may as well do it. */
    private @Nullable Void closeWithoutThread(Throwable failure) {
        if (failure instanceof RejectedExecutionException || failure.getCause() instanceof RejectedExecutionException) {
            closeAbandoned();
        }
        return null;
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
