package org.postern.ra.work;

import java.util.LinkedHashMap;
import java.util.Map;
import org.postern.ra.log.LifeMessages;

/**
 * An end in several steps. One that fails, for whatever reason, keeps none of the others from being done: what would be left
 * is a thread, a port or a class loader. Used by one thread.
 */
public final class Ending {
    private final Map<String, Throwable> failures = new LinkedHashMap<>();

    /**
     * Does a step.
     *
     * @param what it is, for the log
     */
    public void step(String what, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            failures.put(what, e);
        }
    }

    /** Tells what has failed. To be called when all is done: a log can fail as well. */
    public void tell(LifeMessages messages) {
        failures.forEach(messages::notEnded);
    }
}
