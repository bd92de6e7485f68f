package org.postern.net;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Netty's event loops, on threads that someone else provides. */
public final class EventLoops {
    private final EventLoopGroup group;
    private final LoopThreads threads;
    private final Time time;

    /**
     * Prepares the loops. Each asks the executor for a thread when its first socket comes, and keeps it until
     * {@link #close}.
     */
    public EventLoops(int count, Transport transport, Executor executor, Time time) {
        LateClasses.load();
        this.threads = new LoopThreads(executor);
        this.group = transport.loops(count, threads);
        this.time = time;
    }

    EventLoopGroup group() {
        return group;
    }

    /** Runs a short task again and again until the loops are closed. It must not block. */
    public void every(Duration period, Runnable task) {
        group.scheduleWithFixedDelay(task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a short task once, unless it is cancelled or the loops are closed before. It must not block. */
    public Future<?> after(Duration delay, Runnable task) {
        return group.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes what is still open, gives the threads back and waits for that. Tells whether it was done in time. */
    public boolean close(Duration timeout) {
        group.shutdownGracefully(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
        return time.await(threads.ended(), timeout);
    }

    /** Asks the loops to end, without waiting. */
    public void release() {
        group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }
}
