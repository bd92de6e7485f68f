package org.postern.ra.identity;

import jakarta.security.auth.message.callback.PasswordValidationCallback;
import javax.security.auth.Subject;

/** Knows whether the container has looked at the password: one that ignores the question leaves "no" as its answer. */
final class SeenPasswordCallback extends PasswordValidationCallback {
    private volatile boolean seen;

    SeenPasswordCallback(Subject subject, String user, char[] password) {
        super(subject, user, password);
    }

    @Override
    public char[] getPassword() {
        seen = true;
        return super.getPassword();
    }

    boolean isSeen() {
        return seen;
    }
}
