package org.postern.ra;

import io.netty.util.internal.InternalThreadLocalMap;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread for each Work, remembered so that tests see whether all were given back. */
public final class ThreadWorkManager implements WorkManager {
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final FakeSecurity security;
    private final List<Work> forgetful = new CopyOnWriteArrayList<>();
    private volatile Runnable onSubmission = () -> {};
    private final AtomicInteger toBeLost = new AtomicInteger();
    private volatile CountDownLatch full = new CountDownLatch(0);

    /** Does not take identities. */
    ThreadWorkManager() {
        this(FakeSecurity.none());
    }

    public ThreadWorkManager(FakeSecurity security) {
        this.security = security;
    }

    /** Whenever somebody submits anything. */
    void onSubmission(Runnable what) {
        onSubmission = what;
    }

    /** Makes whoever submits Work wait until the latch is open, as WildFly does while its pool is full. */
    void becomeFull(CountDownLatch until) {
        full = until;
    }

    /** Takes the next Works, and neither runs them nor says so. */
    void lose(int works) {
        toBeLost.set(works);
    }

    /** How many there were. */
    int works() {
        return threads.size();
    }

    public long liveThreads() {
        return threads.stream().filter(Thread::isAlive).count();
    }

    /** Those that left something of Netty's in a thread of the container. */
    List<Work> forgetful() {
        return forgetful;
    }

    @Override
    public void scheduleWork(Work work) {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        onSubmission.run();
        try {
            full.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (toBeLost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        security.setUp(work);
                    } catch (WorkCompletedException e) {
                        listener.workCompleted(new WorkEvent(this, WorkEvent.WORK_COMPLETED, work, e));
                        return;
                    }
                    work.run();
                    security.tearDown();
                    if (InternalThreadLocalMap.getIfSet() != null) {
                        forgetful.add(work);
                    }
                    work.release();
                    if (listener != null) {
                        listener.workCompleted(new WorkEvent(this, WorkEvent.WORK_COMPLETED, work, null));
                    }
                },
                "work-" + threads.size());
        threads.add(thread);
        thread.start();
    }

    @Override
    public void doWork(Work work) {
        throw new UnsupportedOperationException("doWork blocks its caller");
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException("doWork blocks its caller");
    }

    @Override
    public long startWork(Work work) {
        throw new UnsupportedOperationException("not used");
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException("not used");
    }
}
