package org.postern.ra;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.postern.net.ThreadMemory;

/** Has the container set up a security context, and does nothing in it. */
final class InflowWork extends WorkAdapter implements Work {
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private final InflowContext context;

    private InflowWork(InflowContext context) {
        this.context = context;
    }

    /** Completes when the context has been set up, and exceptionally if it could not be. On any thread. */
    static CompletableFuture<Void> setUp(WorkManager workManager, InflowContext context) {
        InflowWork work = new InflowWork(context);
        try {
            workManager.scheduleWork(new ContextualWork(work, List.of(context)), WorkManager.INDEFINITE, null, work);
        } catch (WorkException | RuntimeException e) {
            work.done.completeExceptionally(e);
        }
        return work.done;
    }

    @Override
    public void run() {
        if (context.isAnswered()) {
            done.complete(null);
        } else {
            done.completeExceptionally(new IllegalStateException("The container ignores security contexts"));
        }
        ThreadMemory.clear();
    }

    @Override
    public void workRejected(WorkEvent event) {
        fail(event);
    }

    /** Containers say here that the context could not be set up: the Work was not run then. */
    @Override
    public void workCompleted(WorkEvent event) {
        if (!done.isDone()) {
            fail(event);
        }
    }

    /** Containers call this when they like; there is nothing to end. */
    @Override
    public void release() {}

    private void fail(WorkEvent event) {
        Throwable cause = event.getException();
        done.completeExceptionally(cause == null ? new WorkException("The Work was not run") : cause);
    }
}
