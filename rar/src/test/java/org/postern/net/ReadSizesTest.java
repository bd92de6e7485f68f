package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import org.junit.jupiter.api.Test;

/** How much room there is for what is read next. */
@SuppressWarnings("deprecation") // Netty's own interface.
class ReadSizesTest {
    private static final int MUCH = 16 * 1024;
    private final RecvByteBufAllocator.Handle sizes = new ReadSizes().newHandle();

    @Test
    void aSmallMessageWithItsCommandsIsReadAtOnce() {
        assertThat(room()).isBetween(4 * 1024 + 512, MUCH - 1);
    }

    @Test
    void thereIsMoreRoomAsLongAsThereIsMoreToRead() {
        for (int octets = room(); octets < MUCH; octets = room()) {
            read(octets);
        }
        read(MUCH);
        assertThat(room()).isEqualTo(MUCH);
        read(1);
        assertThat(room()).isLessThan(MUCH);
    }

    /** What is read is what a client may make this server keep: each read is asked for. */
    @Test
    void nothingIsReadTwiceInARow() {
        read(room());
        assertThat(sizes.continueReading()).isFalse();
    }

    private int room() {
        ByteBuf buffer = sizes.allocate(UnpooledByteBufAllocator.DEFAULT);
        try {
            return buffer.writableBytes();
        } finally {
            buffer.release();
        }
    }

    private void read(int octets) {
        sizes.attemptedBytesRead(room());
        sizes.lastBytesRead(octets);
        sizes.incMessagesRead(1);
    }
}
