package org.postern.ra.identity;

import jakarta.resource.spi.work.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;

/** Asks the container one thing while it sets up a Work, and knows what it has answered: some run a Work without an answer. */
abstract class InflowContext extends SecurityContext {
    private static final long serialVersionUID = 1L;

    /** What a container says. */
    enum Answer {
        /** Nothing: it has not set up the context, or has not looked at what it was asked about. */
        NONE,
        NO,
        YES
    }

    private final AtomicInteger threads = new AtomicInteger();

    /** The container sets it up, on its own thread. */
    @Override
    public final void setupSecurityContext(CallbackHandler handler, Subject executionSubject, Subject serviceSubject) {
        threads.incrementAndGet();
        try {
            setUp(handler, executionSubject);
        } finally {
            threads.decrementAndGet();
        }
    }

    /** Whether a thread of the container's is at it. */
    final boolean isBeingSetUp() {
        return threads.get() > 0;
    }

    /**
     * Asks.
     *
     * @param subject of what the Work calls
     */
    abstract void setUp(CallbackHandler handler, Subject subject);

    /** What the container has said so far. */
    abstract Answer answer();

    /** What the container has done if it has run the Work and said nothing. */
    abstract String ignored();

    /** The container learns from the exception that the Work must not run. */
    static void ask(CallbackHandler handler, Callback... callbacks) {
        try {
            handler.handle(callbacks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedCallbackException e) {
            throw new IllegalStateException(
                    "The container does not support "
                            + e.getCallback().getClass().getName(),
                    e);
        }
    }
}
