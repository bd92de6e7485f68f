package org.postern.ra.identity;

import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import java.security.Principal;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;

/**
 * Makes a user the caller of whatever a Work calls, or says in so many words that the caller is anonymous (section 17.3):
 * without it a thread of the container's might still have the user of former work. The container adds the groups of its realm.
 */
final class CallerContext extends InflowContext {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> user;

    CallerContext(Optional<String> user) {
        this.user = user;
    }

    @Override
    public void setupSecurityContext(CallbackHandler handler, Subject executionSubject, Subject serviceSubject) {
        Callback caller = user.map(name -> new CallerPrincipalCallback(executionSubject, name))
                .orElseGet(() -> new CallerPrincipalCallback(executionSubject, (Principal) null));
        ask(handler, caller);
    }
}
