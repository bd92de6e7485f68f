package org.postern.ra.identity;

import jakarta.security.auth.message.callback.PasswordValidationCallback;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;

/** Lets the container look at a password: only while it prepares a Work it can be asked (section 17.3). */
public final class PasswordContext extends InflowContext {
    private static final long serialVersionUID = 1L;

    private final String user;
    private final transient char[] password;
    private volatile boolean valid;

    public PasswordContext(String user, char[] password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public void setupSecurityContext(CallbackHandler handler, Subject executionSubject, Subject serviceSubject) {
        PasswordValidationCallback callback = new PasswordValidationCallback(executionSubject, user, password);
        try {
            ask(handler, callback);
            valid = callback.getResult();
        } finally {
            callback.clearPassword();
        }
    }

    /** What the container said; no if it was not asked. */
    boolean isValid() {
        return valid;
    }
}
