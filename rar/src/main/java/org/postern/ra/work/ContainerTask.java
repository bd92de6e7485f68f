package org.postern.ra.work;

/** What the container is to run. Of the two, one is called, once, whatever the container says or does not say. */
public interface ContainerTask {
    /** On a thread of the container's. */
    void run();

    /** The container will not run it. */
    void notRun(Throwable why);
}
