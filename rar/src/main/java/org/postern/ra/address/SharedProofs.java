package org.postern.ra.address;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postern.net.BlockingTasks;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.log.Messages;
import org.postern.ra.work.Patience;
import org.postern.tls.Proofs;

/**
 * Proves many certificates on a few threads: the one that looks, and some of the container's that help as soon as they can be
 * had. A helper that has not begun is not waited for. Thread-safe.
 */
final class SharedProofs implements Proofs {
    /** So many are proved within a moment. */
    private static final int FEW = 16;

    private static final int HELPERS = 3;

    /** When an administrator begins to wonder. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final String name;
    private final BlockingTasks threads;
    private final Time time;
    private final Messages messages;
    private volatile boolean over;

    /**
     * Runs nothing yet.
     *
     * @param name of an address with these certificates, for the log
     */
    SharedProofs(String name, BlockingTasks threads, Time time, Messages messages) {
        this.name = name;
        this.threads = threads;
        this.time = time;
        this.messages = messages;
    }

    /** The certificates are not wanted any more: what is not being proved now is not proved, on any thread. */
    void end() {
        over = true;
    }

    @Override
    public void run(List<? extends Runnable> proofs) {
        Round round = new Round(proofs);
        for (int helpers = 0; helpers < HELPERS && proofs.size() > FEW * (helpers + 1); helpers++) {
            // One that is refused, or comes too late, is not needed.
            CompletableFuture<Void> unused = threads.run(round::work);
        }
        round.work();
        round.await();
    }

    private final class Round {
        private final List<? extends Runnable> proofs;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final CompletableFuture<Void> all = new CompletableFuture<>();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final Moment begin = time.moment();
        private final Patience patience = new Patience(begin);
        private volatile boolean told;
        private final Thread looker = Thread.currentThread();
        private volatile boolean interrupted;

        Round(List<? extends Runnable> proofs) {
            this.proofs = proofs;
        }

        void work() {
            while (!isStopped()) {
                int i = next.getAndIncrement();
                if (i >= proofs.size()) {
                    return;
                }
                prove(proofs.get(i));
            }
            all.completeExceptionally(new CancellationException("Not all certificates were proved"));
        }

        private boolean isStopped() {
            interrupted |= looker.isInterrupted();
            return over || interrupted;
        }

        @SuppressWarnings("CatchingThrowable") // The thread that waits hears of it, whatever it was.
        private void prove(Runnable proof) {
            try {
                proof.run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
            ended(done.incrementAndGet());
        }

        private void ended(int count) {
            if (count < proofs.size() && patience.isLost(time.moment(), LONG)) {
                told = true;
                messages.provingLong(name, count, proofs.size(), since());
            }
            if (count == proofs.size()) {
                Throwable failed = failure.get();
                if (failed == null) {
                    all.complete(null);
                } else {
                    all.completeExceptionally(failed);
                }
            }
        }

        /** A helper may be waiting for a device. */
        void await() {
            while (!proofs.isEmpty() && !interrupted && !time.await(all, LONG)) {
                interrupted |= looker.isInterrupted();
            }
            if (interrupted) {
                throw new IllegalStateException("Interrupted while certificates were proved");
            }
            if (all.isCompletedExceptionally()) {
                all.join();
            }
            if (told) {
                messages.provedAtLast(name, proofs.size(), since());
            }
        }

        private Duration since() {
            return time.moment().since(begin);
        }
    }
}
