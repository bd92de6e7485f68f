package org.postern.ra;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.ArrayList;
import java.util.List;

/** Runs what it was given when the test says so, on the test's thread, or refuses it in one way or another. */
public final class ManualWorkManager implements WorkManager {
    /** How Work is refused. */
    public enum Refusal {
        NONE,
        /** As the specification has it. */
        THROWS,
        /** As IronJacamar does: to the listener, and then to the caller too. */
        TELLS_AND_THROWS,
        /** As Payara with a thread pool that it does not know. */
        NULL_POINTER
    }

    private final List<Given> given = new ArrayList<>();
    private Refusal refusal = Refusal.NONE;
    private int refusals;

    public void refuse(Refusal how) {
        refuse(how, Integer.MAX_VALUE);
    }

    /** Refuses so many times. */
    public void refuse(Refusal how, int times) {
        refusal = how;
        refusals = times;
    }

    /** What was accepted and has not run. */
    public List<Given> given() {
        return given;
    }

    /** Runs the Work that has waited longest. */
    public void runNext() {
        run(0);
    }

    /** Runs one of those that wait. */
    public void run(int index) {
        Given next = given.remove(index);
        next.work.run();
        next.work.release();
        next.completed(null);
    }

    @Override
    public void scheduleWork(Work work) throws WorkException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        Given one = new Given(work, listener);
        if (refusals == 0 || refusal == Refusal.NONE) {
            given.add(one);
            return;
        }
        refusals--;
        if (refusal == Refusal.NULL_POINTER) {
            throw new NullPointerException();
        }
        if (refusal == Refusal.TELLS_AND_THROWS) {
            one.rejected();
        }
        throw new WorkRejectedException("no thread");
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

    /** A Work that was accepted. */
    public record Given(Work work, WorkListener listener) {
        /** Late, as the specification allows. */
        public void rejected() {
            if (listener != null) {
                listener.workRejected(
                        new WorkEvent(this, WorkEvent.WORK_REJECTED, work, new WorkRejectedException("late")));
            }
        }

        public void completed(WorkException failure) {
            if (listener != null) {
                listener.workCompleted(new WorkEvent(this, WorkEvent.WORK_COMPLETED, work, failure));
            }
        }
    }
}
