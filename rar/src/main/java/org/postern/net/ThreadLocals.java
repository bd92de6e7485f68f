package org.postern.net;

import io.netty.util.concurrent.FastThreadLocal;

/**
 * What Netty keeps in thread locals of threads that it was called on. A thread of the container outlives the adapter, and one
 * remembered value would keep the class loader of each deployment for good: so each entry from the container is run here.
 */
public final class ThreadLocals {
    private ThreadLocals() {}

    /** What the container, or a console, calls. */
    public interface Entry<E extends Exception> {
        void run() throws E;
    }

    /** The same with a result. */
    public interface Question<T, E extends Exception, F extends Exception> {
        T ask() throws E, F;
    }

    /** Runs it, and forgets what the current thread has of ours. */
    public static <E extends Exception> void clearAfter(Entry<E> entry) throws E {
        try {
            entry.run();
        } finally {
            FastThreadLocal.removeAll();
        }
    }

    /** The same with a result. */
    public static <T, E extends Exception, F extends Exception> T clearAfterAsking(Question<T, E, F> question)
            throws E, F {
        try {
            return question.ask();
        } finally {
            FastThreadLocal.removeAll();
        }
    }
}
