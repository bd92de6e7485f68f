package org.postern.smtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** The content of the message that is coming in: in one piece after DATA, or in chunks after BDAT. */
final class IncomingContent {
    private final Limits.Content limits;
    private final MessageStore bodies;
    private Optional<DataFramer> framer = Optional.empty();
    private Optional<Chunk> chunk = Optional.empty();
    private Set<String> lastMissing = Set.of();

    /**
     * Waits for content.
     *
     * @param bodies gives the place for the content of one more message
     */
    IncomingContent(Limits.Content limits, MessageStore bodies) {
        this.limits = limits;
        this.bodies = bodies;
    }

    void beginData() {
        framer = Optional.of(DataFramer.afterData(limits, bodies.begin()));
    }

    /** The first chunk that is wanted begins the content, the others continue it. */
    void beginChunk(Chunk announced, boolean binary) {
        chunk = Optional.of(announced);
        if (announced.refusal().isEmpty() && framer.isEmpty()) {
            framer = Optional.of(DataFramer.ofChunks(limits, bodies.begin(), binary));
        }
    }

    boolean reachesEndOfData(ByteBuffer in) {
        return framer.orElseThrow().reachesEnd(in);
    }

    boolean reachesEndOfChunk(ByteBuffer in) {
        Chunk current = chunk.orElseThrow();
        ByteBuffer octets = current.take(in);
        if (current.refusal().isEmpty()) {
            framer.orElseThrow().take(octets);
        }
        return current.isComplete();
    }

    Chunk endChunk() {
        Chunk ended = chunk.orElseThrow();
        chunk = Optional.empty();
        return ended;
    }

    /** Why the message cannot be delivered, if that is known already. */
    Optional<Reply> fault() {
        return framer.flatMap(DataFramer::fault);
    }

    /** All of it is there: its message is delivered now, or it is abandoned for the fault that is returned. */
    Optional<Reply> end() {
        Optional<Reply> fault = fault();
        lastMissing = framer.orElseThrow().header().missing();
        framer = Optional.empty();
        return fault;
    }

    /** The fields that a submission server adds and that were not in the header of the content that came to its end last. */
    Set<String> lastMissing() {
        return lastMissing;
    }

    /** The content could not be kept. */
    void fail(Reply reason) {
        framer.ifPresent(current -> current.fail(reason));
    }

    /** There will be no message after all. */
    void forget() {
        framer.ifPresent(DataFramer::abandon);
        framer = Optional.empty();
    }
}
