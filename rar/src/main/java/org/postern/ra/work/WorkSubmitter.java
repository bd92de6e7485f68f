package org.postern.ra.work;

import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.postern.ra.log.Messages;

/**
 * The only way in which tasks come to the container's threads. Only the dispatcher asks it
 * for a thread: event loops must not wait, and a WorkManager makes its caller wait while its pool is full (WildFly: "threads
 * submitting tasks may block"). Thread-safe; never blocks and never throws.
 */
public final class WorkSubmitter {
    private final WorkManager workManager;
    private final Executor dispatcher;
    private final Executor withoutDispatcher;

    /**
     * Prepares to submit.
     *
     * @param dispatcher runs one short task after the other, but for the time that the container makes it wait
     */
    public WorkSubmitter(WorkManager workManager, Executor dispatcher, Messages messages) {
        this.workManager = workManager;
        this.dispatcher = dispatcher;
        this.withoutDispatcher = new OneAfterAnother(messages::taskFailed);
    }

    /** Has a task run, in these contexts. */
    public void submit(ContainerTask task, List<WorkContext> contexts) {
        SubmittedWork work = new SubmittedWork(task, contexts, this::dispatch);
        try {
            dispatcher.execute(() -> work.giveTo(workManager));
        } catch (RejectedExecutionException e) {
            work.refuse(e);
        }
    }

    /** When the adapter has stopped, the thread that was refused tells of it itself. */
    private void dispatch(Runnable task) {
        try {
            dispatcher.execute(task);
        } catch (RejectedExecutionException e) {
            withoutDispatcher.execute(task);
        }
    }
}
