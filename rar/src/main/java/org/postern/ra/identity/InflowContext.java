package org.postern.ra.identity;

import jakarta.resource.spi.work.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;

/** Asks the container one thing while it sets up a Work, and knows whether it has answered: some run a Work without it. */
abstract class InflowContext extends SecurityContext {
    private static final long serialVersionUID = 1L;

    private volatile boolean answered;

    /** The container learns from the exception that the Work must not run. */
    final void ask(CallbackHandler handler, Callback callback) {
        try {
            handler.handle(new Callback[] {callback});
            answered = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedCallbackException e) {
            throw new IllegalStateException(
                    "The container does not support " + callback.getClass().getName(), e);
        }
    }

    final boolean isAnswered() {
        return answered;
    }
}
