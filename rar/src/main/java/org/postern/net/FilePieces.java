package org.postern.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What is read from files and written to them, a piece at a time. What is on the heap the JDK copies to a buffer outside of
 * it that is as large as the piece, and it keeps that buffer for the thread: those of a container live long, and each would
 * keep the size of the largest file that it has ever written.
 */
public final class FilePieces {
    private static final int MOST = 16 * 1024;

    private FilePieces() {}

    /** Reads or writes as a channel does, from or to the position of the buffer. */
    @FunctionalInterface
    public interface Transfer {
        int of(ByteBuffer piece) throws IOException;
    }

    /** Does so with the next piece of a buffer, and gives what the channel gave; call it until nothing remains. */
    public static int next(ByteBuffer octets, Transfer transfer) throws IOException {
        int end = octets.limit();
        octets.limit(Math.min(end, octets.position() + MOST));
        try {
            return transfer.of(octets);
        } finally {
            octets.limit(end);
        }
    }
}
