package org.postern.ra.identity;

import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import java.security.Principal;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/** Lets the container look at a password: only while it prepares a Work it can be asked (section 17.3). */
final class PasswordContext extends InflowContext {
    private static final long serialVersionUID = 1L;

    private final String user;
    private final transient Password password;
    private volatile Answer answer = Answer.NONE;
    private transient volatile @Nullable Subject found;

    PasswordContext(String user, Password password) {
        this.user = user;
        this.password = password;
    }

    /**
     * Asks about the password alone, because some containers make the named caller one of their own users, or refuse, before
     * they look at the password. Others look only if a caller is named beside it; so that is tried if the container has not
     * looked. Some refuse a Work of whose caller they have not been told, and say so in their log: it has none.
     */
    @Override
    void setUp(CallbackHandler handler, Subject executionSubject) {
        ask(handler, executionSubject, false);
        if (answer == Answer.NONE) {
            ask(handler, executionSubject, true);
        }
        ask(handler, new CallerPrincipalCallback(executionSubject, (Principal) null));
    }

    private void ask(CallbackHandler handler, Subject subject, boolean named) {
        SubjectChange change = new SubjectChange(subject);
        char[] copy = password.copy();
        SeenPasswordCallback callback = new SeenPasswordCallback(subject, user, copy);
        try {
            if (named) {
                ask(handler, new CallerPrincipalCallback(subject, user), callback);
            } else {
                ask(handler, callback);
            }
            if (callback.isSeen()) {
                answer = callback.getResult() ? Answer.YES : Answer.NO;
                found = callback.getResult() ? change.added() : null;
            }
        } finally {
            callback.clearPassword();
            Password.clear(copy);
            change.removeSecrets();
        }
    }

    /** What the container knows of the user, if it has said yes. */
    Optional<Subject> found() {
        return Optional.ofNullable(found);
    }

    @Override
    Answer answer() {
        return answer;
    }

    @Override
    String ignored() {
        return "has not looked at the password";
    }
}
