package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.smtp.Reply;

/** Replies that leave together, at every length: none is lost, and no buffer is left. */
class OutgoingTest {
    /** That of {@code 250 2.0.0 } and CRLF. */
    private static final int SHORTEST = 12;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Outgoing outgoing = outgoing();

    @AfterEach
    void nothingIsLeft() {
        outgoing.release();
        channel.finishAndReleaseAll();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    /** What is collected grows in steps: each sum of two lengths around each step, and around the end of a batch. */
    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768})
    void noReplyIsLostAroundTheEndOfABuffer(int size) {
        for (int first = Math.max(SHORTEST, size - 60); first <= size + 8; first++) {
            for (int second = SHORTEST; second <= 52; second += 5) {
                String expected = add(first) + add(second) + add(SHORTEST);
                outgoing.flush();
                assertThat(sent()).as("%d and %d octets", first, second).isEqualTo(expected);
            }
        }
    }

    @Test
    void asManyRepliesLeaveAsWereAdded() {
        for (int length = SHORTEST; length <= 128; length += 4) {
            for (int count = 1; count <= 600; count += 1 + count / 8) {
                int each = length;
                String expected =
                        IntStream.range(0, count).mapToObj(i -> add(each)).reduce("", String::concat);
                outgoing.flush();
                assertThat(sent()).as("%d times %d octets", count, length).isEqualTo(expected);
            }
        }
    }

    private String add(int length) {
        Reply reply = Reply.withForeignText(250, "2.0.0", "x".repeat(length - SHORTEST));
        outgoing.add(reply);
        return reply.toString();
    }

    private String sent() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf octets = channel.readOutbound(); octets != null; octets = channel.readOutbound()) {
            all.append(octets.toString(StandardCharsets.US_ASCII));
            octets.release();
        }
        return all.toString();
    }

    private Outgoing outgoing() {
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
        ChannelHandlerContext ctx = channel.pipeline().lastContext();
        return new Outgoing(ctx, Optional.empty(), new Receipts());
    }
}
