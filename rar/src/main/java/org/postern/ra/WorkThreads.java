package org.postern.ra;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.postern.net.ThreadMemory;

/** Runs tasks on the container's threads. */
final class WorkThreads implements Executor {
    private final WorkManager workManager;

    WorkThreads(WorkManager workManager) {
        this.workManager = workManager;
    }

    @Override
    public void execute(Runnable task) {
        try {
            workManager.scheduleWork(new Task(task));
        } catch (WorkException e) {
            throw new RejectedExecutionException("The container's WorkManager refused a task", e);
        }
    }

    /**
     * A task as the container wants it. The context class loader of its threads differs from server to server, and
     * libraries look at it: ours it is.
     */
    private record Task(Runnable task) implements Work {
        @Override
        public void run() {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(WorkThreads.class.getClassLoader());
            try {
                task.run();
            } finally {
                ThreadMemory.clear();
                thread.setContextClassLoader(before);
            }
        }

        /** Containers call this when they like, also after the end; tasks end when the adapter stops. */
        @Override
        public void release() {}
    }
}
