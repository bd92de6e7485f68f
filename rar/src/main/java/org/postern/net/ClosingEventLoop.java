package org.postern.net;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A loop that leaves nothing open. It never ends before its channels do: Netty 4.2 looks whether to close them and, a moment later, whether to end:
 * when it is told to end in between, it leaves them open for ever, ports included.
 */
final class ClosingEventLoop extends SingleThreadIoEventLoop {
    private enum State {
        NEW,
        RUNNING,
        GIVEN_UP
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    ClosingEventLoop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handlers) {
        super(parent, executor, handlers);
    }

    @Override
    protected void run() {
        if (state.compareAndSet(State.NEW, State.RUNNING)) {
            super.run();
        } else {
            // Given up. What was left for it, such as a connection to be served, ends here.
            while (!confirmShutdown()) {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * Asks for a thread if there is none, to end on it. Where the executor refuses one, Netty takes the loop for ended, and
     * leaves its selector open; where it throws an Error, the other loops of the group would not hear of the end.
     */
    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        try {
            return super.shutdownGracefully(quietPeriod, timeout, unit);
        } catch (Error e) {
            return terminationFuture();
        } finally {
            if (isTerminated()) {
                giveUp();
            }
        }
    }

    /** Whether it has a thread. */
    boolean isRunning() {
        return state.get() == State.RUNNING;
    }

    /** No thread is expected any more, unless it has come already: nothing stays open for its sake. */
    void giveUp() {
        if (state.compareAndSet(State.NEW, State.GIVEN_UP)) {
            ioHandler().destroy();
        }
    }

    @Override
    protected boolean confirmShutdown() {
        if (!isShuttingDown()) {
            return false;
        }
        if (state.get() == State.GIVEN_UP) {
            return super.confirmShutdown();
        }
        ioHandler().prepareToDestroy();
        boolean confirmed = super.confirmShutdown();
        if (confirmed) {
            ioHandler().prepareToDestroy(); // A last task may have brought one more.
        }
        return confirmed;
    }
}
