package org.postern.net;

import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;

/** Netty's futures as those of the JDK. */
final class NettyFutures {
    private NettyFutures() {}

    /** Happens when the other one ends, however it ends. */
    static CompletableFuture<Void> ended(Future<?> future) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        if (future.isDone()) {
            ended.complete(null); // Its event loop may have ended, and would not say so.
        } else {
            future.addListener(done -> ended.complete(null));
        }
        return ended;
    }
}
