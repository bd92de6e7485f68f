package org.postern.simulation;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.SecurityContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.security.auth.message.callback.PasswordValidationCallback;
import java.time.Duration;
import java.util.List;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;

/** A container's threads: each Work has its own, sooner or later, unless the container does something else with it. */
final class SimWorkManager implements WorkManager {
    /** What a container does with Work that it does not run. */
    private enum Refusal {
        TO_THE_CALLER,
        WITH_A_RUNTIME_EXCEPTION,
        TO_BOTH,
        LATE,
        COMPLETED_WITH_A_FAILURE,
        COMPLETED_AS_IF_IT_HAD_RUN
    }

    /** Everybody's. */
    static final String PASSWORD = "right";

    private final World world;
    private final Faults faults;
    private final SimProcess process;

    SimWorkManager(World world, Faults faults, SimProcess process) {
        this.world = world;
        this.faults = faults;
        this.process = process;
    }

    @Override
    public void scheduleWork(Work work) throws WorkException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        if (process.isDead()) {
            throw new WorkRejectedException("dead");
        }
        boolean loop = isLoop(work);
        if (!loop && world.chance(faults.refusedWork)) {
            refuse(work, listener);
            return;
        }
        tell(listener, WorkEvent.WORK_ACCEPTED, work, null);
        Duration delay = world.chance(faults.slowWork) ? Duration.ofSeconds(world.between(1, 90)) : Duration.ZERO;
        world.spawn(loop ? SimEventLoop.NAME : "work", process, () -> {
            if (!delay.isZero()) {
                faults.count("slow work");
                world.self().sleep(delay);
            }
            run(work, listener);
        });
    }

    /** An event loop's Work is the one that never ends; a container that says yes to it has a thread for it. */
    private static boolean isLoop(Work work) {
        return work instanceof WorkContextProvider provider
                && provider.getWorkContexts().stream()
                        .anyMatch(context -> context instanceof HintsContext hints
                                && hints.getHints().containsKey(HintsContext.LONGRUNNING_HINT));
    }

    private void run(Work work, WorkListener listener) {
        tell(listener, WorkEvent.WORK_STARTED, work, null);
        WorkException failure = null;
        try {
            if (work instanceof WorkContextProvider provider) {
                provider.getWorkContexts().forEach(this::setUp);
            }
            work.run();
        } catch (Killed e) {
            throw e;
        } catch (Throwable e) {
            failure = new WorkCompletedException(e);
        }
        if (world.chance(0.5)) {
            work.release();
        }
        tell(listener, WorkEvent.WORK_COMPLETED, work, failure);
    }

    private void setUp(WorkContext context) {
        if (context instanceof SecurityContext security) {
            security.setupSecurityContext(
                    callbacks -> {
                        for (Callback callback : callbacks) {
                            if (callback instanceof PasswordValidationCallback password) {
                                check(password);
                            }
                        }
                    },
                    new Subject(),
                    new Subject());
        }
    }

    /** The realm, which may be slow, or away. */
    private void check(PasswordValidationCallback asked) {
        if (world.chance(faults.slowRealm)) {
            faults.count("realm is slow");
            world.self().sleep(Duration.ofSeconds(world.between(1, 120)));
        }
        if (world.chance(faults.failingRealm)) {
            faults.count("realm fails");
            throw new IllegalStateException("the directory is away");
        }
        asked.setResult(PASSWORD.equals(String.valueOf(asked.getPassword())));
    }

    private void refuse(Work work, WorkListener listener) throws WorkException {
        Refusal how = world.oneOf(List.of(Refusal.values()));
        faults.count("work " + how);
        WorkRejectedException rejection = new WorkRejectedException("no thread");
        switch (how) {
            case TO_THE_CALLER -> throw rejection;
            case WITH_A_RUNTIME_EXCEPTION -> throw new NullPointerException("a container's own");
            case TO_BOTH -> {
                tell(listener, WorkEvent.WORK_REJECTED, work, rejection);
                throw rejection;
            }
            case LATE -> {
                tell(listener, WorkEvent.WORK_ACCEPTED, work, null);
                later(() -> tell(listener, WorkEvent.WORK_REJECTED, work, rejection));
            }
            case COMPLETED_WITH_A_FAILURE -> {
                tell(listener, WorkEvent.WORK_ACCEPTED, work, null);
                later(() -> tell(listener, WorkEvent.WORK_COMPLETED, work, new WorkCompletedException("not run")));
            }
            case COMPLETED_AS_IF_IT_HAD_RUN -> {
                tell(listener, WorkEvent.WORK_ACCEPTED, work, null);
                later(() -> tell(listener, WorkEvent.WORK_COMPLETED, work, null));
            }
        }
    }

    private void later(Runnable action) {
        world.spawn("work manager", process, () -> {
            world.self().sleep(world.mostly(Duration.ofMillis(1), Duration.ofSeconds(5)));
            action.run();
        });
    }

    private void tell(WorkListener listener, int type, Work work, WorkException failure) {
        if (listener == null) {
            return;
        }
        WorkEvent event = new WorkEvent(this, type, work, failure);
        switch (type) {
            case WorkEvent.WORK_ACCEPTED -> listener.workAccepted(event);
            case WorkEvent.WORK_REJECTED -> listener.workRejected(event);
            case WorkEvent.WORK_STARTED -> listener.workStarted(event);
            default -> listener.workCompleted(event);
        }
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
