package org.postern.smtp;

import java.util.concurrent.atomic.AtomicReference;

/** Runs something where recursion over a long input ends in a StackOverflowError at once. */
public final class SmallStack {
    private static final long STACK_BYTES = 256 * 1024;

    private SmallStack() {}

    /** Runs it to its end, and throws what it throws. */
    public static void run(Runnable task) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(null, task, "small stack", STACK_BYTES);
        thread.setUncaughtExceptionHandler((failed, cause) -> thrown.set(cause));
        thread.start();
        thread.join();
        if (thrown.get() != null) {
            throw new AssertionError("In a thread with a stack of " + STACK_BYTES + " octets", thrown.get());
        }
    }
}
