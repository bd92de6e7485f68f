package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Keeps of a read what has come, and not the room that there was for more: a few octets of many connections may have to wait for long. */
final class FittingBuffer {
    /** A copy is made of what fills less than this part. */
    private static final int PART = 4;

    private FittingBuffer() {}

    /** The same octets, in a buffer that fits. Takes the one that is given over. */
    static ByteBuf of(ByteBufAllocator allocator, ByteBuf octets) {
        int length = octets.readableBytes();
        if (length >= octets.capacity() / PART) {
            return octets;
        }
        ByteBuf fitting = allocator.ioBuffer(length);
        try {
            return fitting.writeBytes(octets);
        } finally {
            octets.release();
        }
    }
}
