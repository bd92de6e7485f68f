package org.postern.net;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.RejectedExecutionException;

/** Leads what happens elsewhere to the event loop of one connection. */
final class EventLoopTasks {
    private final ChannelHandlerContext ctx;

    EventLoopTasks(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Runs a task on the event loop, soon. From any thread. */
    void run(Runnable task) {
        try {
            ctx.executor().execute(guarded(task));
        } catch (RejectedExecutionException e) {
            // The adapter has stopped and the connection is gone: there is nobody left to tell.
        }
    }

    /** Outside of Netty's own calls nobody else would lead an exception to where it becomes a reply. */
    Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                ctx.pipeline().fireExceptionCaught(e);
            }
        };
    }
}
