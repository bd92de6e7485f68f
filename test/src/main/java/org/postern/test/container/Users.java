package org.postern.test.container;

import jakarta.resource.spi.work.SecurityContext;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import jakarta.security.auth.message.callback.PasswordValidationCallback;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;

/** The users that the container knows, and which of them is the caller on a thread. Thread-safe. */
final class Users {
    private static final String ANONYMOUS = "ANONYMOUS";

    private final Map<String, User> known = new ConcurrentHashMap<>();
    private final ThreadLocal<Optional<String>> caller = ThreadLocal.withInitial(Optional::empty);

    private record User(String password, Set<String> roles) {}

    void add(String name, String password, Set<String> roles) {
        known.put(name, new User(password, Set.copyOf(roles)));
    }

    /** The caller of what runs on this thread. */
    Principal caller() {
        String name = caller.get().orElse(ANONYMOUS);
        return () -> name;
    }

    boolean isCallerIn(String role) {
        return caller.get()
                .map(known::get)
                .filter(user -> user.roles().contains(role))
                .isPresent();
    }

    /**
     * Makes who the Work says the caller of this thread.
     *
     * @throws RuntimeException what the adapter throws if that cannot be
     */
    void enter(Object work) {
        if (work instanceof WorkContextProvider provider) {
            for (WorkContext context : provider.getWorkContexts()) {
                if (context instanceof SecurityContext security) {
                    security.setupSecurityContext(this::handle, new Subject(), new Subject());
                }
            }
        }
    }

    void leave() {
        caller.remove();
    }

    private void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof CallerPrincipalCallback named) {
                Optional<String> principal =
                        Optional.ofNullable(named.getPrincipal()).map(Principal::getName);
                caller.set(Optional.ofNullable(named.getName()).or(() -> principal));
            } else if (callback instanceof PasswordValidationCallback question) {
                String shown = new String(question.getPassword());
                User user = known.get(question.getUsername());
                question.setResult(user != null && user.password().equals(shown));
            } else if (!(callback instanceof GroupPrincipalCallback)) {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }
}
