package org.postern.ra;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import java.util.List;

/** A Work with what the container is to set up around it. Serializable by its interface only: nobody ever writes one. */
final class ContextualWork implements Work, WorkContextProvider {
    private static final long serialVersionUID = 1L;

    private final transient Work work;
    private final transient List<WorkContext> contexts;

    ContextualWork(Work work, List<WorkContext> contexts) {
        this.work = work;
        this.contexts = contexts;
    }

    @Override
    public List<WorkContext> getWorkContexts() {
        return contexts;
    }

    @Override
    public void run() {
        work.run();
    }

    @Override
    public void release() {
        work.release();
    }
}
