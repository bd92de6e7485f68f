package org.postern.net;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The threads that event loops run on, so that it is known when all of them have been given back. Thread-safe. */
final class LoopThreads implements Executor {
    private final Executor executor;
    private final Set<Loop> running = ConcurrentHashMap.newKeySet();

    /** One loop on its thread. */
    private static final class Loop {
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
    }

    LoopThreads(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable loop) {
        Loop one = new Loop();
        running.add(one);
        boolean taken = false;
        try {
            executor.execute(() -> {
                try {
                    run(loop);
                } finally {
                    end(one);
                }
            });
            taken = true;
        } finally {
            if (!taken) {
                end(one);
            }
        }
    }

    /**
     * Netty gives buffers of their own to threads that it knows to clean up, and frees those when the thread is given back.
     * What other threads share, Netty 4.2.17 frees never, although nothing refers to it any more: it is outside of the heap.
     */
    private static void run(Runnable loop) {
        if (Thread.currentThread() instanceof FastThreadLocalThread
                || FastThreadLocalThread.currentThreadWillCleanupFastThreadLocals()) {
            loop.run();
        } else {
            FastThreadLocalThread.runWithFastThreadLocal(loop);
        }
    }

    private void end(Loop loop) {
        running.remove(loop);
        loop.ended.complete(null);
    }

    /** Happens when no loop has a thread any more of those that have one now. */
    CompletableFuture<Void> ended() {
        return CompletableFuture.allOf(running.stream().map(loop -> loop.ended).toArray(CompletableFuture[]::new));
    }
}
