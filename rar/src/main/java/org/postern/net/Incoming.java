package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.smtp.Conversation;
import org.postern.smtp.Step;

/** Octets that came in and were not yet understood. */
final class Incoming {
    /** So many octets are given to the conversation at a time: then is asked whether memory holds as much of a message as it may. */
    private static final int PIECE = 8 * 1024;

    private final Optional<Transcript> transcript;
    private ByteBuf octets = Unpooled.EMPTY_BUFFER;
    private boolean ended;

    /**
     * Begins with none.
     *
     * @param transcript of what is understood, where an administrator asked for one
     */
    Incoming(Optional<Transcript> transcript) {
        this.transcript = transcript;
    }

    /** Takes a buffer over. */
    void add(ByteBufAllocator allocator, ByteBuf more) {
        octets = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, octets, more);
    }

    /** Octets of memory that it takes. */
    int held() {
        return octets.capacity();
    }

    int length() {
        return octets.readableBytes();
    }

    boolean isEmpty() {
        return !octets.isReadable();
    }

    /** What is left has to wait. */
    void keep(ByteBufAllocator allocator) {
        if (octets.isReadable()) {
            octets = FittingBuffer.of(allocator, octets);
        }
    }

    /** No more will come. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Gives the conversation as much as it wants for its next step. */
    Step giveTo(Conversation conversation) {
        ByteBuffer view = octets.nioBuffer(octets.readerIndex(), Math.min(PIECE, octets.readableBytes()));
        Step step =
                transcript.isPresent() ? writingDown(transcript.get(), view, conversation) : conversation.receive(view);
        octets.skipBytes(view.position());
        if (!octets.isReadable()) {
            release();
        }
        return step;
    }

    private Step writingDown(Transcript transcript, ByteBuffer view, Conversation conversation) {
        Transcript.Kind kind = kindOfNext(conversation);
        Step step = conversation.receive(view);
        transcript.received(octets.slice(octets.readerIndex(), view.position()), kind);
        return step;
    }

    private static Transcript.Kind kindOfNext(Conversation conversation) {
        if (conversation.isReceivingData()) {
            return Transcript.Kind.CONTENT;
        }
        return conversation.isAuthenticating() ? Transcript.Kind.CREDENTIALS : Transcript.Kind.COMMANDS;
    }

    /** Drops what is left. */
    void release() {
        octets.release();
        octets = Unpooled.EMPTY_BUFFER;
    }
}
