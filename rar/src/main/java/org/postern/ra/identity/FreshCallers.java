package org.postern.ra.identity;

import javax.security.auth.callback.CallbackHandler;

/**
 * Payara and GlassFish, where the caller of each Work is anonymous until a security context names another: the last thing that
 * {@code WorkCoordinator.preInvoke} does before it looks at contexts (seen: Payara 6.2024.8, 6.2025.10, 7; GlassFish 7, 8). To be told
 * so once more costs them a fifth of a delivery, because they look up the security map of the adapter each time.
 */
final class FreshCallers {
    private static final String HANDLER = "com.sun.enterprise.connectors.work.context.ConnectorCallbackHandler";

    private FreshCallers() {}

    /** Whether the container that has made this handler is one. */
    static boolean areWith(CallbackHandler handler) {
        return handler.getClass().getName().equals(HANDLER);
    }
}
