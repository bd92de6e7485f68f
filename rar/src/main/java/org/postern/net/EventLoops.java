package org.postern.net;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postern.tls.NativeTls;
import org.postern.tls.TicketSecrets;

/** Netty's event loops, on threads that the container provides. */
public final class EventLoops {
    private final EventLoopGroup group;
    private final LoopThreads threads;

    /**
     * Of these loops alone. Netty's own ones are static, and their memory, most of it outside of the heap, would stay as long
     * as the class loader does; these give it back soon after the adapter has ended.
     */
    private final ByteBufAllocator buffers = new AdaptiveByteBufAllocator();

    private final NativeTls tls;
    private final Time time;
    private final Consumer<Throwable> failures;

    /** The same for an instance that goes by itself. */
    public EventLoops(int count, Transport transport, Executor executor, Time time, Consumer<Throwable> failures) {
        this(count, transport, executor, TicketSecrets.none(), time, failures);
    }

    /**
     * Prepares the loops. Each asks the executor for a thread when it has something to do for the first time, and keeps
     * it until {@link #close}.
     *
     * @param secrets that other instances have, too
     * @param failures takes what tasks throw
     */
    public EventLoops(
            int count,
            Transport transport,
            Executor executor,
            TicketSecrets secrets,
            Time time,
            Consumer<Throwable> failures) {
        this.threads = new LoopThreads(executor);
        this.group = transport.loops(count, threads);
        this.tls = transport.tls(secrets, time);
        this.time = time;
        this.failures = failures;
    }

    EventLoopGroup group() {
        return group;
    }

    ByteBufAllocator buffers() {
        return buffers;
    }

    /** What may serve TLS besides the JDK, until the loops are closed. */
    public NativeTls tls() {
        return tls;
    }

    /**
     * Asks for all threads at once, on the calling thread: an event loop must not wait for the executor when a connection
     * comes for another one. Fails if the executor refuses one.
     */
    public void start() {
        if (group instanceof ClosingEventLoops closing) {
            closing.start();
        } else {
            group.forEach(loop -> loop.execute(() -> {}));
        }
    }

    /** Runs a short task soon. It must not block. */
    public void execute(Runnable task) {
        group.execute(guarded(task));
    }

    /**
     * Runs a short task again and again until the loops are closed, whatever it throws: Netty would not call it any more.
     * It must not block.
     */
    public void every(Duration period, Runnable task) {
        group.scheduleWithFixedDelay(guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The same on each of the loops: one that has no thread yet keeps nothing from being done. */
    public void everyOnEach(Duration period, Runnable task) {
        group.forEach(loop -> loop.scheduleWithFixedDelay(
                guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Runs a short task once, unless it is cancelled or the loops are closed before. It must not block. */
    public Future<?> after(Duration delay, Runnable task) {
        return group.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes what is still open, gives the threads back and waits for that. Tells whether it was done in time. */
    public boolean close(Duration timeout) {
        group.shutdownGracefully(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
        boolean ended = time.await(threads.ended(), timeout);
        giveUp();
        tls.close();
        return ended;
    }

    @SuppressWarnings("CatchingThrowable") // An Error ends a task, and not what the task is for.
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                failures.accept(e);
            }
        };
    }

    /** Asks the loops to end, without waiting; those that have no thread yet get none. */
    public void release() {
        group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
        giveUp();
        tls.close();
    }

    /** An executor may have taken a loop and never run it. */
    private void giveUp() {
        group.forEach(loop -> {
            if (loop instanceof ClosingEventLoop closing) {
                closing.giveUp();
            }
        });
    }
}
