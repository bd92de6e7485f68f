package org.postern.ra.work;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postern.net.ThreadLocals;

/**
 * A task as the container wants it: with what is to be set up around it, and with an ear for all the ways in which
 * containers say that it is over. They run it; throw when they are given it, or tell its listener, or both (IronJacamar);
 * say later that it was rejected; say that it is complete, with an exception or none, and have not run it because its
 * contexts could not be set up; run it after all of that. Whatever comes first decides, and nothing else is heard.
 *
 * <p>Serializable by its interface only: it is never written.
 */
final class SubmittedWork extends WorkAdapter implements Work, WorkContextProvider {
    private static final long serialVersionUID = 1L;

    /** The first to take it decides. The container may keep this object for long, so nothing is left in it. */
    private final transient AtomicReference<@Nullable ContainerTask> task;

    private final transient List<WorkContext> contexts;
    private final transient Executor refusals;

    /**
     * Prepares a submission.
     *
     * @param refusals tells the task that it will not run: no thread of the container's has to listen to that
     */
    SubmittedWork(ContainerTask task, List<WorkContext> contexts, Executor refusals) {
        this.task = new AtomicReference<>(task);
        this.contexts = contexts;
        this.refusals = refusals;
    }

    /** Gives it to the container. Some block here while they have no thread, whatever the specification says (WildFly). */
    @SuppressWarnings("CatchingThrowable") // A container without memory for a thread throws an Error.
    void giveTo(WorkManager workManager) {
        try {
            workManager.scheduleWork(this, WorkManager.INDEFINITE, null, this);
        } catch (WorkException | RuntimeException | Error e) {
            refuse(e);
        }
    }

    /** It will not be run. */
    void refuse(Throwable why) {
        ContainerTask mine = task.getAndSet(null);
        if (mine != null) {
            refusals.execute(() -> mine.notRun(why));
        }
    }

    @Override
    public List<WorkContext> getWorkContexts() {
        return contexts;
    }

    @Override
    public void run() {
        ContainerTask mine = task.getAndSet(null);
        if (mine != null) {
            ThreadLocals.clearAfter(mine::run);
        }
    }

    @Override
    public void workRejected(WorkEvent event) {
        refuse(reason(event));
    }

    /** Containers say here that the contexts could not be set up; then it has not been run. */
    @Override
    public void workCompleted(WorkEvent event) {
        refuse(reason(event));
    }

    /** Containers call this when they like; a task ends by itself. */
    @Override
    public void release() {}

    private static Throwable reason(WorkEvent event) {
        Throwable cause = event.getException();
        return cause == null ? new WorkException("The container has not run the Work, and does not say why") : cause;
    }
}
