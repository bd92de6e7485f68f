package org.postern.smtp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The content of messages, from the command that begins it to the outcome of its delivery. */
final class Contents {
    private final Session session;
    private final MessageStore store;
    /** How often the last chunk is answered that comes behind the one that has spoiled its message. */
    private int repliesToLast = 1;

    Contents(Session session, MessageStore store) {
        this.session = session;
        this.store = store;
    }

    Step receiveData(ByteBuffer in) {
        return session.content().reachesEndOfData(in) ? end() : Step.AWAIT_INPUT;
    }

    Step receiveChunk(ByteBuffer in) {
        return session.content().reachesEndOfChunk(in) ? endOfChunk() : Step.AWAIT_INPUT;
    }

    /** Begins what comes in one piece. */
    Reply beginData() throws Refusal {
        if (session.envelope().isBinary()) {
            throw new Refusal(Replies.BINARY_NEEDS_CHUNKS); // RFC 3030 section 3
        }
        session.content().beginData();
        return Replies.START_DATA;
    }

    /** The octets of a chunk come whatever its command is answered, and the answer comes after them (RFC 3030 section 2). */
    Step beginChunk(String argument, Optional<Reply> refusal) {
        Optional<Chunk> chunk = Chunk.announced(argument, refusal);
        if (chunk.isEmpty()) {
            return lostInChunks();
        }
        session.on(refusal.isPresent() ? Event.CHUNK_REFUSED : Verb.BDAT);
        session.content().beginChunk(chunk.get(), session.envelope().isBinary());
        return chunk.get().isComplete() ? endOfChunk() : Step.CONTINUE;
    }

    /** What follows could be octets or commands: a server that guesses executes what the client meant to be mail. */
    Step lostInChunks() {
        return session.close(session.endings().lostInChunks());
    }

    Step delivered(List<Reply> outcomes) {
        session.on(Event.DELIVERED);
        for (Reply outcome : outcomes) {
            if (outcome.isPositive()) {
                session.errorLimits().messageTaken();
            }
        }
        int times = replies();
        session.forgetEnvelope();
        Step step = outcomes.size() == times ? Step.reply(outcomes) : Step.reply(worst(outcomes), times);
        return step.about(Step.Subject.MESSAGE);
    }

    /** A client hears of success for as many recipients as one reply stands for, or of none. */
    private static Reply worst(List<Reply> outcomes) {
        return outcomes.stream().reduce(Reply::orWorse).orElseThrow();
    }

    /** Another command has come than the chunks that were under way when their message was spoiled. */
    void forgetChunks() {
        repliesToLast = 1;
    }

    private Step endOfChunk() {
        Chunk ended = session.content().endChunk();
        if (ended.size() > 0) {
            session.errorLimits().forgiveCommand(); // The size of the message limits their number.
        }
        if (ended.refusal().isPresent()) {
            session.on(Event.CHUNK_ENDED);
            return session.answer(ended.refusal().get(), repliesToRefused(ended));
        }
        if (ended.isLast()) {
            return end();
        }
        if (session.content().fault().isPresent()) {
            // RFC 2033 section 4.3: only the last chunk is answered for each recipient, and it may be on its way.
            repliesToLast = replies();
            return refuse(session.content().end().orElseThrow(), 1);
        }
        session.on(Event.CHUNK_ENDED);
        return Step.reply(Replies.chunkReceived(ended.size()));
    }

    private int repliesToRefused(Chunk chunk) {
        int times = chunk.isLast() ? repliesToLast : 1;
        if (chunk.isLast()) {
            forgetChunks();
        }
        return times;
    }

    private Step end() {
        Optional<Reply> fault = session.content().end();
        if (fault.isPresent()) {
            return refuse(fault.get(), replies());
        }
        session.on(Event.CONTENT_ENDED);
        return Step.deliver(session.envelope().build());
    }

    private Step refuse(Reply fault, int times) {
        session.on(Event.CONTENT_REFUSED);
        Reply named = store.named(session.envelope().build(), fault);
        session.forgetEnvelope();
        return session.answer(named, times).about(Step.Subject.MESSAGE);
    }

    private int replies() {
        return session.service().repliesToContent(session.envelope().recipientCount());
    }
}
