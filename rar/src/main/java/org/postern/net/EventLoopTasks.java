package org.postern.net;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Leads what happens elsewhere to the event loop of one connection. */
final class EventLoopTasks {
    private final ChannelHandlerContext ctx;

    EventLoopTasks(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Goes on, on the event loop, when something has ended that ends on any thread: with its result or its failure. */
    <T> void when(CompletionStage<T> ended, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        ended.whenComplete((result, failure) -> run(() -> then.accept(result, failure)));
    }

    /** Runs a task on the event loop, soon. From any thread. */
    void run(Runnable task) {
        try {
            ctx.executor().execute(guarded(task));
        } catch (RejectedExecutionException e) {
            // The adapter has stopped and the connection is gone: the client can be told nothing any more.
        }
    }

    /** Netty leads an exception to where it becomes a reply from its own calls only. */
    @SuppressWarnings("CatchingThrowable") // As Netty does: after an Error, too, the client is waiting.
    Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                ctx.pipeline().fireExceptionCaught(e);
            }
        };
    }
}
