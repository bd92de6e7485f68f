package org.postern.net;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import java.util.concurrent.Executor;

/**
 * A loop that never ends before its channels do. Netty 4.2 looks whether to close them and, a moment later, whether to end:
 * when it is told to end in between, it leaves them open for ever, ports included.
 */
final class ClosingEventLoop extends SingleThreadIoEventLoop {
    ClosingEventLoop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handlers) {
        super(parent, executor, handlers);
    }

    @Override
    protected boolean confirmShutdown() {
        if (!isShuttingDown()) {
            return false;
        }
        ioHandler().prepareToDestroy();
        boolean confirmed = super.confirmShutdown();
        if (confirmed) {
            ioHandler().prepareToDestroy(); // A last task may have brought one more.
        }
        return confirmed;
    }
}
