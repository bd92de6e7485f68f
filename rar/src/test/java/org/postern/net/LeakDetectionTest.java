package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** Who watches the watchman. Netty tells of the same trace once, so each way to forget is tried once. */
class LeakDetectionTest {
    @Test
    void aBufferThatIsForgottenIsFoundWithWhoHadIt(LeakDetection detection) throws Exception {
        forget(new AdaptiveByteBufAllocator());

        assertThat(detection.newLeaks()).singleElement().asString().contains("LeakDetectionTest.forget");
    }

    @Test
    void soIsOneThatIsNobodysInParticular(LeakDetection detection) throws Exception {
        forget(ByteBufAllocator.DEFAULT);

        assertThat(detection.newLeaks()).singleElement().asString().contains("LeakDetectionTest.forget");
    }

    @Test
    void whatIsReleasedOrStillInUseIsNone(LeakDetection detection) throws Exception {
        ByteBufAllocator.DEFAULT.buffer(10).writeByte(1).release();
        ByteBuf used = ByteBufAllocator.DEFAULT.buffer(10);

        assertThat(detection.newLeaks()).isEmpty();

        used.release();
    }

    private static void forget(ByteBufAllocator allocator) {
        allocator.buffer(100).writeByte(1);
    }
}
