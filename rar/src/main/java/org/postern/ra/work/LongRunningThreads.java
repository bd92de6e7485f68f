package org.postern.ra.work;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.log.LifeMessages;

/**
 * Gives event loops threads of the container's, each for as long as the adapter runs; the container is told so, where it
 * wants to hear it (HintsContext, chapter 12: a pool for short Work is no place for them). To be called by threads of the
 * container's that start the adapter: it may make them wait.
 */
public final class LongRunningThreads {
    /** A pool that has a thread gives it at once. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final WorkManager workManager;
    private final Time time;
    private final LifeMessages messages;

    /** Those that the container has taken, and of which it has said nothing yet. */
    private final Queue<Loop> taken = new ConcurrentLinkedQueue<>();

    /** Those that the container has taken and then not run: without a thread, a client that connects to them gets no greeting. */
    private final Queue<Loop> lost = new ConcurrentLinkedQueue<>();

    public LongRunningThreads(WorkManager workManager, Time time, LifeMessages messages) {
        this.workManager = workManager;
        this.time = time;
        this.messages = messages;
    }

    /**
     * Runs each task on a thread of its own, named after it. Fails if the container refuses at once, on the calling thread: what
     * another thread says is late, however fast it is.
     */
    public Executor named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> new Loop(task, "postern-" + name + "-" + count.incrementAndGet()).begin();
    }

    /** Asks once more for those that were refused late, and tells of those that wait in vain. To be called now and then. */
    public void retry() {
        List<Loop> late = taken.stream().filter(Loop::waitsTooLong).toList();
        for (Loop loop : late) {
            if (taken.remove(loop)) { // Of several that look, one tells.
                messages.loopNotRun(loop.name, SOON);
            }
        }
        for (int i = lost.size(); i > 0; i--) {
            Loop loop = lost.poll();
            if (loop != null) {
                loop.submit(List.of());
            }
        }
    }

    private static List<WorkContext> hints(String name) {
        HintsContext hints = new HintsContext();
        hints.setHint(HintsContext.NAME_HINT, name);
        hints.setHint(HintsContext.LONGRUNNING_HINT, true);
        return List.of(hints);
    }

    private final class Loop implements ContainerTask {
        private final Runnable task;
        private final String name;
        private final Moment soon = time.moment().plus(SOON);
        private boolean hinted = true;
        private @Nullable Thread beginner = Thread.currentThread();
        private @Nullable Throwable refusal;

        Loop(Runnable task, String name) {
            this.task = task;
            this.name = name;
        }

        void begin() {
            taken.add(this);
            submit(hints(name));
            Throwable refused = endBeginning();
            if (refused != null) {
                taken.remove(this);
                throw new RejectedExecutionException("The container gives no thread: " + refused, refused);
            }
        }

        void submit(List<WorkContext> contexts) {
            new SubmittedWork(this, contexts, Runnable::run).giveTo(workManager);
        }

        @Override
        public void run() {
            taken.remove(this);
            Thread thread = Thread.currentThread();
            String before = thread.getName();
            thread.setName(name);
            try {
                WorkThreads.inOurClassLoader(task);
            } finally {
                thread.setName(before);
            }
        }

        /** What {@code BootstrapContext.isContextSupported} says of hints is not reliable: they are left out once. */
        @Override
        public void notRun(Throwable why) {
            if (dropHints()) {
                submit(List.of());
            } else if (!isRefusedAtOnce(why)) {
                taken.remove(this);
                lost.add(this);
                messages.loopWithoutThread(name, why);
            }
        }

        boolean waitsTooLong() {
            return soon.isBefore(time.moment());
        }

        private synchronized boolean dropHints() {
            boolean was = hinted;
            hinted = false;
            return was;
        }

        private synchronized boolean isRefusedAtOnce(Throwable why) {
            boolean atOnce = Thread.currentThread().equals(beginner);
            if (atOnce) {
                refusal = why;
            }
            return atOnce;
        }

        private synchronized @Nullable Throwable endBeginning() {
            beginner = null;
            return refusal;
        }
    }
}
