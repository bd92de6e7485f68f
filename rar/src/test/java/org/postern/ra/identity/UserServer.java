package org.postern.ra.identity;

import jakarta.resource.spi.security.PasswordCredential;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.SecurityContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.PasswordValidationCallback;
import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.openejb.core.security.ConnectorCallbackHandler;
import org.jspecify.annotations.Nullable;
import org.postern.smtp.HeapText;

/** A container as a server was measured to treat the users of an adapter, with its Works on threads that the test chooses. */
final class UserServer implements WorkManager {
    /** What servers do. */
    enum Kind {
        /** Looks at once, and knows the groups of a caller whom it is only named. */
        PAYARA,
        /** Looks at once, and knows groups from the look alone. */
        GLASSFISH,
        /** Looks only if a caller is named in the same breath; takes the first identity that it finds, an empty one included. */
        WILDFLY,
        /** The same, if the set were in another order. */
        WILDFLY_BACKWARDS,
        /** Looks at once, runs no Work of whose caller it was not told, and knows no callers but those of its registry. */
        LIBERTY,
        /** Says so of a wrong password, and then runs no Work. */
        STRICT,
        /** Looks at once, and calls all beans as its guest. */
        TOMEE,
        /** Never looks. */
        BLIND,
        /** Looks, and says yes. */
        CREDULOUS,
        /** Says yes without a look. */
        CARELESS
    }

    record Name(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    record Group(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    /** Not a record: each is itself. */
    static final class Identity {
        private final String user;
        private final Set<String> roles;

        Identity(String user, Set<String> roles) {
            this.user = user;
            this.roles = roles;
        }
    }

    /** Another kind of class for the same, as servers have it. */
    static final class OwnPasswordCredential {
        final char[] password;

        OwnPasswordCredential(char[] password) {
            this.password = password;
        }
    }

    private static final String ANONYMOUS = "anonymous";

    private volatile Kind kind;
    private final Executor threads;
    private final Map<String, HeapText> passwords = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> groups = new ConcurrentHashMap<>();
    private final ThreadLocal<@Nullable String> caller = new ThreadLocal<>();
    private final List<String> looks = new CopyOnWriteArrayList<>();
    private final List<Subject> subjects = new CopyOnWriteArrayList<>();
    private final List<Object> kept = new CopyOnWriteArrayList<>();

    UserServer(Kind kind, Executor threads) {
        this.kind = kind;
        this.threads = threads;
    }

    /** Its realm is up, say. */
    void become(Kind other) {
        kind = other;
    }

    /** An administrator makes a user, and gives the password. */
    HeapText makeUser(String name, String... itsGroups) {
        groups.put(name, Set.of(itsGroups));
        return passwords.computeIfAbsent(name, any -> new HeapText());
    }

    /** Whose password was looked at: each is a line in an audit log. */
    List<String> looks() {
        return looks;
    }

    /** Those that came with Works, as a server that keeps them has them. */
    List<Subject> subjects() {
        return subjects;
    }

    /** What else it may keep of questions about passwords. */
    List<Object> kept() {
        return kept;
    }

    /** Who calls what runs on this thread, and the roles. */
    String caller() {
        return String.valueOf(caller.get());
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        threads.execute(() -> {
            try {
                if (isFresh()) {
                    caller.set(ANONYMOUS + "[]");
                }
                if (!contexts(work).isEmpty()) {
                    caller.set(setUp(work));
                }
            } catch (RuntimeException | IOException e) {
                listener.workCompleted(
                        new WorkEvent(this, WorkEvent.WORK_COMPLETED, work, new WorkCompletedException(e)));
                return;
            }
            work.run(); // And the thread keeps its caller.
            listener.workCompleted(new WorkEvent(this, WorkEvent.WORK_COMPLETED, work, null));
        });
    }

    /** Whether each Work begins without a user. */
    private boolean isFresh() {
        return kind == Kind.PAYARA || kind == Kind.GLASSFISH;
    }

    private static List<WorkContext> contexts(Work work) {
        return ((WorkContextProvider) work).getWorkContexts();
    }

    private CallbackHandler handler(Inquiry inquiry) {
        if (kind == Kind.TOMEE) {
            return new ConnectorCallbackHandler(inquiry::handle);
        }
        return isFresh()
                ? new com.sun.enterprise.connectors.work.context.ConnectorCallbackHandler(inquiry::handle)
                : inquiry::handle;
    }

    private String setUp(Work work) throws IOException {
        Subject subject = new Subject();
        Inquiry inquiry = new Inquiry(subject);
        CallbackHandler handler = handler(inquiry);
        for (WorkContext context : contexts(work)) {
            ((SecurityContext) context).setupSecurityContext(handler, subject, new Subject());
        }
        subjects.add(subject);
        return kind == Kind.TOMEE ? "guest[]" : inquiry.callerAndRoles();
    }

    /** The handler of one Work. */
    private final class Inquiry {
        private final Subject subject;
        private boolean named;
        private boolean refused;

        private Inquiry(Subject subject) {
            this.subject = subject;
        }

        private void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
            Optional<CallerPrincipalCallback> principal = only(callbacks, CallerPrincipalCallback.class);
            Optional<PasswordValidationCallback> password = only(callbacks, PasswordValidationCallback.class);
            kept.addAll(List.of(callbacks));
            if (principal.isEmpty() && password.isEmpty()) {
                throw new UnsupportedCallbackException(callbacks[0]);
            }
            if (isWildFly()) {
                handleAsWildFly(principal, password);
                return;
            }
            if (password.isPresent()) {
                look(password.get());
            }
            if (principal.isPresent()) {
                name(Optional.ofNullable(principal.get().getName()));
            }
        }

        private boolean isWildFly() {
            return kind == Kind.WILDFLY || kind == Kind.WILDFLY_BACKWARDS;
        }

        private void handleAsWildFly(
                Optional<CallerPrincipalCallback> principal, Optional<PasswordValidationCallback> password) {
            Optional<String> name = principal.map(CallerPrincipalCallback::getName);
            if (name.isEmpty()) {
                subject.getPrincipals().add(new Name(ANONYMOUS));
                subject.getPrivateCredentials().add(new Identity(ANONYMOUS, Set.of()));
                return;
            }
            if (password.isEmpty()) {
                subject.getPrincipals().add(new Name(name.get()));
                subject.getPrivateCredentials().add(new Identity(name.get(), Set.of()));
                return;
            }
            String user = password.get().getUsername();
            if (isRight(password.get())) {
                password.get().setResult(true);
                subject.getPrincipals().add(new Name(user));
                PasswordCredential credential =
                        new PasswordCredential(user, password.get().getPassword());
                subject.getPrivateCredentials().add(credential);
                kept.add(credential);
                subject.getPrivateCredentials().add(new Identity(user, groups.getOrDefault(user, Set.of())));
            }
        }

        private void look(PasswordValidationCallback password) {
            switch (kind) {
                case BLIND -> {}
                case CARELESS -> password.setResult(true);
                case CREDULOUS -> {
                    boolean unused = isRight(password);
                    password.setResult(true);
                }
                default -> {
                    password.setResult(isRight(password));
                    refused = !password.getResult();
                    remember(password);
                }
            }
        }

        /** Each has another way to leave the password somewhere, right or wrong. */
        private void remember(PasswordValidationCallback password) {
            Set<Object> credentials = subject.getPrivateCredentials();
            if (kind == Kind.LIBERTY) {
                Map<String, String> login = new HashMap<>();
                login.put("password", new String(password.getPassword()));
                credentials.add(login);
            } else {
                credentials.add(new OwnPasswordCredential(password.getPassword().clone()));
            }
            if (password.getResult() && kind != Kind.LIBERTY) {
                addGroups(password.getUsername());
            }
        }

        private void name(Optional<String> user) throws IOException {
            named = true;
            subject.getPrincipals().add(new Name(user.orElse(ANONYMOUS)));
            if (user.isEmpty()) {
                return;
            }
            if (kind == Kind.LIBERTY && !groups.containsKey(user.get())) {
                throw new IOException("the registry does not have this caller");
            }
            if (kind == Kind.PAYARA || kind == Kind.LIBERTY) {
                addGroups(user.get());
            }
        }

        private void addGroups(String user) {
            groups.getOrDefault(user, Set.of())
                    .forEach(group -> subject.getPrincipals().add(new Group(group)));
        }

        private boolean isRight(PasswordValidationCallback password) {
            looks.add(password.getUsername());
            HeapText right = passwords.get(password.getUsername());
            char[] given = password.getPassword();
            return right != null && Arrays.equals(right.characters(), given);
        }

        private String callerAndRoles() throws IOException {
            if (kind == Kind.LIBERTY && !named) {
                throw new IOException("the adapter has not named a caller");
            }
            if (kind == Kind.STRICT && refused) {
                throw new IOException("this password is wrong");
            }
            if (isWildFly()) {
                List<Identity> found = subject.getPrivateCredentials().stream()
                        .filter(Identity.class::isInstance)
                        .map(Identity.class::cast)
                        .toList();
                Identity taken = found.get(kind == Kind.WILDFLY ? 0 : found.size() - 1);
                return taken.user + new TreeSet<>(taken.roles);
            }
            Set<String> roles = new TreeSet<>();
            subject.getPrincipals(Group.class).forEach(group -> roles.add(group.getName()));
            List<String> names = subject.getPrincipals(Name.class).stream()
                    .map(Name::getName)
                    .distinct()
                    .toList();
            return String.join(" and ", names) + roles;
        }
    }

    private static <T> Optional<T> only(Callback[] callbacks, Class<T> type) {
        return Stream.of(callbacks).filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public void doWork(Work work) {
        throw new UnsupportedOperationException("doWork blocks its caller");
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException("doWork blocks its caller");
    }

    @Override
    public long startWork(Work work) {
        throw new UnsupportedOperationException("not used");
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException("not used");
    }

    @Override
    public void scheduleWork(Work work) {
        throw new UnsupportedOperationException("not used");
    }
}
