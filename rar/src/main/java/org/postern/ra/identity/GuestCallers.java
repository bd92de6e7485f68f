package org.postern.ra.identity;

import javax.security.auth.callback.CallbackHandler;

/**
 * TomEE, which says yes to every caller and calls all beans as its guest (seen: 9.0.0; it sets up a Subject and throws it away). The
 * adapter cannot find that out by asking, and an administrator should hear of it before a bean refuses a user.
 */
final class GuestCallers {
    private static final String HANDLER = "org.apache.openejb.core.security.ConnectorCallbackHandler";

    private GuestCallers() {}

    /** For the log. */
    static Throwable reason() {
        return new IllegalStateException("TomEE calls every bean as its guest");
    }

    /** Whether the container that has made this handler is one. */
    static boolean areWith(CallbackHandler handler) {
        return handler.getClass().getName().equals(HANDLER);
    }
}
