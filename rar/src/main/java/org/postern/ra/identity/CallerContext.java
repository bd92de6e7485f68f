package org.postern.ra.identity;

import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import org.postern.net.AuthenticatedUser;

/**
 * Makes a user the caller of whatever a Work calls, or says in so many words that the caller is anonymous (section 17.3):
 * without it a thread of the container's might still have the user of former work. Some containers look up the groups of the
 * caller whom they are named. Others know roles only of what they have found when they looked at the password: so they are
 * given that, too.
 */
final class CallerContext extends InflowContext {
    private static final long serialVersionUID = 1L;

    private final transient Optional<AuthenticatedUser> user;
    private volatile Answer answer = Answer.NONE;
    private volatile boolean lost;
    private volatile boolean fresh;

    CallerContext(Optional<AuthenticatedUser> user) {
        this.user = user;
    }

    @Override
    void setUp(CallbackHandler handler, Subject executionSubject) {
        Callback caller = user.map(known -> new CallerPrincipalCallback(executionSubject, known.name()))
                .orElseGet(() -> new CallerPrincipalCallback(executionSubject, (Principal) null));
        user.ifPresent(known -> add(known.subject(), executionSubject));
        ask(handler, caller);
        user.ifPresent(known -> prefer(known.subject(), executionSubject));
        lost = GuestCallers.areWith(handler);
        fresh = FreshCallers.areWith(handler);
        answer = Answer.YES;
    }

    private static void add(Subject known, Subject caller) {
        caller.getPrincipals().addAll(known.getPrincipals());
        caller.getPublicCredentials().addAll(known.getPublicCredentials());
        caller.getPrivateCredentials().addAll(known.getPrivateCredentials());
    }

    /**
     * A container that has only been named a caller makes an identity without roles, and takes any identity that it finds
     * then: only the one that it has made of the password is left.
     */
    private static void prefer(Subject known, Subject caller) {
        removeRivals(known.getPublicCredentials(), caller.getPublicCredentials());
        removeRivals(known.getPrivateCredentials(), caller.getPrivateCredentials());
    }

    private static void removeRivals(Set<Object> known, Set<Object> all) {
        Set<Class<?>> kinds = known.stream().map(Object::getClass).collect(Collectors.toSet());
        all.removeIf(each -> kinds.contains(each.getClass()) && known.stream().noneMatch(mine -> mine == each));
    }

    /** Whether the container has said yes, and has another caller all the same. */
    boolean isLost() {
        return lost;
    }

    /** Whether a Work of this container has no caller until it is named one. */
    boolean isFresh() {
        return fresh;
    }

    @Override
    Answer answer() {
        return answer;
    }

    @Override
    String ignored() {
        return "ignores security contexts";
    }
}
