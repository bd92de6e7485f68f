package org.postern.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.Executor;

/**
 * Loops that take turns, but for those that have no thread yet: a container may have taken a loop and not run it for a
 * while, or never, and a client that came to it would wait without a greeting.
 */
final class ClosingEventLoops extends MultiThreadIoEventLoopGroup {
    private volatile boolean asked;

    ClosingEventLoops(int threads, Executor executor) {
        super(threads, executor, NioIoHandler.newFactory());
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... more) {
        return new ClosingEventLoop(this, executor, handlers);
    }

    /** Asks for all threads. Until then each loop asks for its own when it has something to do. */
    void start() {
        forEach(loop -> loop.execute(() -> {}));
        asked = true;
    }

    @Override
    public IoEventLoop next() {
        IoEventLoop inTurn = super.next();
        IoEventLoop chosen = inTurn;
        for (int others = asked ? executorCount() - 1 : 0; others > 0 && !isRunning(chosen); others--) {
            chosen = super.next();
        }
        return isRunning(chosen) ? chosen : inTurn; // Perhaps none of them has a thread yet.
    }

    private static boolean isRunning(IoEventLoop loop) {
        return loop instanceof ClosingEventLoop closing && closing.isRunning();
    }
}
