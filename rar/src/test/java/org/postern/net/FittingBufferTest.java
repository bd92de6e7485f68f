package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that leaves a few octets of a large read waiting does not keep the room of all of it. */
class FittingBufferTest {
    private final ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;

    @ParameterizedTest
    @CsvSource({"1, 16384", "6, 8192", "2047, 8192", "4095, 16384", "1, 8"})
    void aFewOctetsOfALargeReadGetABufferOfTheirSize(int length, int capacity) {
        ByteBuf read = read(length, capacity);

        ByteBuf kept = FittingBuffer.of(allocator, read);

        assertThat(kept.capacity()).isEqualTo(length);
        assertThat(kept.toString(StandardCharsets.US_ASCII)).isEqualTo("x".repeat(length));
        assertThat(read.refCnt()).isZero();
        assertThat(kept.release()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2048, 8192", "16384, 16384", "4096, 16384", "1, 1"})
    void whatFillsItsBufferIsNotCopied(int length, int capacity) {
        ByteBuf read = read(length, capacity);

        assertThat(FittingBuffer.of(allocator, read)).isSameAs(read);
        assertThat(read.release()).isTrue();
    }

    @Test
    void commandsBehindAMessageThatIsWithItsBeanWaitInALittleRoom() {
        Incoming incoming = new Incoming(Optional.empty());
        incoming.add(allocator, read(16_384, 16_384));
        incoming.keep(allocator);
        assertThat(incoming.held()).isEqualTo(16_384);

        ByteBuf rest = read(16_384, 16_384).skipBytes(16_378);
        Incoming waiting = new Incoming(Optional.empty());
        waiting.add(allocator, rest);
        waiting.keep(allocator);

        assertThat(waiting.held()).isEqualTo(6);
        assertThat(waiting.length()).isEqualTo(6);
        waiting.release();
        incoming.release();
        waiting.keep(allocator);
        assertThat(waiting.held()).isZero();
    }

    private ByteBuf read(int length, int capacity) {
        return allocator
                .directBuffer(capacity, capacity)
                .writeBytes(Unpooled.wrappedBuffer("x".repeat(length).getBytes(StandardCharsets.US_ASCII)));
    }
}
