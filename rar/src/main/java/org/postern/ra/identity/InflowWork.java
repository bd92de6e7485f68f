package org.postern.ra.identity;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.postern.ra.identity.InflowContext.Answer;
import org.postern.ra.work.ContainerTask;
import org.postern.ra.work.WorkSubmitter;

/** Has the container set up a security context, and does nothing in it. */
final class InflowWork implements ContainerTask {
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final InflowContext context;

    private InflowWork(InflowContext context) {
        this.context = context;
    }

    static InflowWork setUp(WorkSubmitter container, InflowContext context) {
        InflowWork work = new InflowWork(context);
        container.submit(work, List.of(context));
        return work;
    }

    /** Completes with yes or no when the container has said so, and exceptionally if it has said neither. On any thread. */
    CompletableFuture<Answer> answer() {
        return answer;
    }

    /**
     * Waits no longer for a container that may have lost the Work; not if a thread of its own is at it, which comes back. What it says
     * after that is not heard.
     */
    void giveUp() {
        if (!context.isBeingSetUp()) {
            notRun(new TimeoutException("the container has not come to it"));
        }
    }

    @Override
    public void run() {
        Answer said = context.answer();
        if (said == Answer.NONE) {
            answer.completeExceptionally(new IllegalStateException("The container " + context.ignored()));
        } else {
            answer.complete(said);
        }
    }

    /**
     * Containers say so when the context could not be set up, too. Some do not run the Work of a user whose password they have
     * found to be wrong.
     */
    @Override
    public void notRun(Throwable why) {
        if (context.answer() == Answer.NO) {
            answer.complete(Answer.NO);
        } else {
            answer.completeExceptionally(why);
        }
    }
}
