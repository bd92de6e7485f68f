package org.postern.net;

import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;

/** Netty's futures as those of the JDK. */
final class NettyFutures {
    private NettyFutures() {}

    /** Happens when the other one ends, however it ends. */
    static CompletableFuture<Void> ended(Future<?> future) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        future.addListener(done -> ended.complete(null));
        return ended;
    }
}
