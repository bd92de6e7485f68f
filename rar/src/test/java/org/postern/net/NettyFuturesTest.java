package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NettyFuturesTest {
    /** Whoever waited for a listener of it would wait for ever. */
    @Test
    void whatHasEndedIsKnownAlsoWhenItsEventLoopIsGone() throws Exception {
        DefaultEventExecutor loop = new DefaultEventExecutor();
        loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).sync();

        assertThat(NettyFutures.ended(loop.newFailedFuture(new IllegalStateException("too late"))))
                .isDone();
        assertThat(NettyFutures.ended(loop.newSucceededFuture(null))).isDone();
    }
}
