package org.postern.ra;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.ArrayList;
import java.util.List;

/** Does with each Work what its script says, whether that makes sense or not, on the test's thread. */
final class ScriptedWorkManager implements WorkManager {
    /** What a container may do with a Work that it was given. */
    enum Act {
        RUNS,
        REJECTS,
        COMPLETES,
        COMPLETES_WITH_EXCEPTION
    }

    /** How a container may return from the call that gives it a Work. */
    enum Return {
        NORMALLY,
        WORK_EXCEPTION,
        NULL_POINTER,
        ERROR
    }

    /**
     * All that becomes of a Work.
     *
     * @param during the call that gives it to the container
     * @param later when that call is over
     */
    record Script(List<Act> during, Return returns, List<Act> later) {
        static final Script ORDERLY = new Script(List.of(), Return.NORMALLY, List.of(Act.RUNS, Act.COMPLETES));

        /** Every order of up to so many acts, split at every place, with every way to return, as long as it says anything. */
        static List<Script> all(int acts) {
            List<List<Act>> orders = new ArrayList<>(List.of(List.of()));
            for (int i = 0; i < orders.size(); i++) {
                if (orders.get(i).size() < acts) {
                    for (Act next : Act.values()) {
                        List<Act> longer = new ArrayList<>(orders.get(i));
                        longer.add(next);
                        orders.add(longer);
                    }
                }
            }
            List<Script> all = new ArrayList<>();
            for (List<Act> order : orders) {
                for (int split = 0; split <= order.size(); split++) {
                    for (Return way : Return.values()) {
                        if (!order.isEmpty() || way != Return.NORMALLY) {
                            all.add(new Script(order.subList(0, split), way, order.subList(split, order.size())));
                        }
                    }
                }
            }
            return all;
        }

        /** Whether the container runs the Work before it says anything else of it. */
        boolean runsFirst() {
            List<Act> heard = during.isEmpty() && returns == Return.NORMALLY ? later : during;
            return !heard.isEmpty() && heard.get(0) == Act.RUNS;
        }

        /** Whether that is said before the call returns. */
        boolean decidesDuringTheCall() {
            return !during.isEmpty() || returns != Return.NORMALLY;
        }
    }

    private Script script;
    private final List<Given> given = new ArrayList<>();
    private final List<Boolean> withContexts = new ArrayList<>();

    private record Given(Work work, WorkListener listener, Script script) {}

    ScriptedWorkManager(Script script) {
        this.script = script;
    }

    /** What is given from now on fares like this. */
    void follow(Script next) {
        script = next;
    }

    /** Whether each Work that was given so far came with contexts. */
    List<Boolean> withContexts() {
        return withContexts;
    }

    /** Does what was to be done later, also to what is given meanwhile. */
    void finish() {
        while (!given.isEmpty()) {
            Given next = given.remove(0);
            next.script().later().forEach(act -> perform(act, next));
        }
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        withContexts.add(work instanceof WorkContextProvider provider
                && !provider.getWorkContexts().isEmpty());
        Given one = new Given(work, listener, script);
        one.script().during().forEach(act -> perform(act, one));
        given.add(one);
        switch (one.script().returns()) {
            case NORMALLY -> {}
            case WORK_EXCEPTION -> throw new WorkRejectedException("no thread");
            case NULL_POINTER -> throw new NullPointerException();
            case ERROR -> throw new NoClassDefFoundError("of a server that stops");
        }
    }

    private void perform(Act act, Given one) {
        switch (act) {
            case RUNS -> one.work().run();
            case REJECTS ->
                one.listener()
                        .workRejected(new WorkEvent(
                                this, WorkEvent.WORK_REJECTED, one.work(), new WorkRejectedException("no thread")));
            case COMPLETES ->
                one.listener().workCompleted(new WorkEvent(this, WorkEvent.WORK_COMPLETED, one.work(), null));
            case COMPLETES_WITH_EXCEPTION ->
                one.listener()
                        .workCompleted(new WorkEvent(
                                this, WorkEvent.WORK_COMPLETED, one.work(), new WorkCompletedException("no realm")));
        }
        one.work().release();
    }

    @Override
    public void scheduleWork(Work work) {
        throw new UnsupportedOperationException("Nobody would hear what becomes of it");
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
