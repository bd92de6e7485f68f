package org.postern.net;

import io.netty.util.concurrent.FastThreadLocal;

/** What Netty keeps in thread locals of threads that it was called on. */
public final class ThreadLocals {
    private ThreadLocals() {}

    /**
     * Forgets what belongs to the current thread. To be called before a thread goes back to the container: it outlives
     * the adapter, and one remembered value would keep the class loader of each deployment for good.
     */
    public static void clear() {
        FastThreadLocal.removeAll();
    }
}
