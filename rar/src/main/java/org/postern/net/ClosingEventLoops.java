package org.postern.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.Executor;

/**
 * Loops that take turns, but for those that have no thread yet: a container may have taken a loop and not run it for a
 * while, or never, and whoever came to it would wait without a greeting.
 */
final class ClosingEventLoops extends MultiThreadIoEventLoopGroup {
    ClosingEventLoops(int threads, Executor executor) {
        super(threads, executor, NioIoHandler.newFactory());
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... more) {
        return new ClosingEventLoop(this, executor, handlers);
    }

    @Override
    public IoEventLoop next() {
        IoEventLoop inTurn = super.next();
        IoEventLoop chosen = inTurn;
        for (int others = executorCount() - 1; others > 0 && !isRunning(chosen); others--) {
            chosen = super.next();
        }
        return isRunning(chosen) ? chosen : inTurn;
    }

    private static boolean isRunning(IoEventLoop loop) {
        return loop instanceof ClosingEventLoop closing && closing.isRunning();
    }
}
