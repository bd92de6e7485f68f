package com.sun.enterprise.connectors.work.context;

import java.io.IOException;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;

/** Called as Payara and GlassFish call theirs, by which the adapter knows it. */
public record ConnectorCallbackHandler(CallbackHandler behind) implements CallbackHandler {
    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        behind.handle(callbacks);
    }
}
