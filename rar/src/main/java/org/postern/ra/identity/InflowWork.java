package org.postern.ra.identity;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.postern.ra.work.ContainerTask;
import org.postern.ra.work.WorkSubmitter;

/** Has the container set up a security context, and does nothing in it. */
public final class InflowWork implements ContainerTask {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final InflowContext context;

    private InflowWork(InflowContext context) {
        this.context = context;
    }

    /** Completes when the context has been set up, and exceptionally if it could not be. On any thread. */
    public static CompletableFuture<Void> setUp(WorkSubmitter container, InflowContext context) {
        InflowWork work = new InflowWork(context);
        container.submit(work, List.of(context));
        return work.done;
    }

    @Override
    public void run() {
        if (context.isAnswered()) {
            done.complete(null);
        } else {
            done.completeExceptionally(new IllegalStateException("The container ignores security contexts"));
        }
    }

    /** Containers say so when the context could not be set up, too. */
    @Override
    public void notRun(Throwable why) {
        done.completeExceptionally(why);
    }
}
