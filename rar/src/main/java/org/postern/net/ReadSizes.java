package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How many octets of one connection are read at a time: room for a small message with its commands, and for more as long as
 * there is more. The room is taken when octets have come, and given back when they are understood; each time one read is asked
 * for, because nothing is read that cannot be taken.
 */
final class ReadSizes implements RecvByteBufAllocator {
    private static final int USUAL = 8 * 1024;

    /** What of it has to wait is kept. More an adaptive allocator takes from what its threads share, and Netty 4.2.17 frees that never. */
    private static final int MOST = 16 * 1024;

    @Override
    @SuppressWarnings("deprecation") // Netty's interface has it so, and calls what is returned an ExtendedHandle.
    public Handle newHandle() {
        return new OfConnection();
    }

    private static final class OfConnection implements ExtendedHandle {
        private int attempted;
        private int read;
        private boolean much;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.ioBuffer(guess());
        }

        @Override
        public int guess() {
            return much ? MOST : USUAL;
        }

        @Override
        public void reset(ChannelConfig config) {}

        @Override
        public void incMessagesRead(int count) {}

        @Override
        public void attemptedBytesRead(int octets) {
            attempted = octets;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public void lastBytesRead(int octets) {
            read = octets;
            much = octets >= Math.min(USUAL, attempted);
        }

        @Override
        public int lastBytesRead() {
            return read;
        }

        @Override
        public boolean continueReading() {
            return false;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return false;
        }

        @Override
        public void readComplete() {}
    }
}
