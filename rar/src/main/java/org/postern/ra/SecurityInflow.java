package org.postern.ra;

import jakarta.resource.spi.work.WorkContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.postern.net.Time;

/**
 * What this container does with identities that come in from outside (chapter 17): found out by trying once, because
 * {@code BootstrapContext.isContextSupported} says yes where the set-up fails (IronJacamar) and no where it works (Payara).
 * Thread-safe.
 */
final class SecurityInflow {
    /** A container that gives no thread meanwhile is not going to. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Nobody is called so. */
    private static final String STRANGER = "postern-asks-whether-passwords-are-checked";

    private final WorkSubmitter container;
    private final Time time;
    private final IdentityMessages messages;
    private volatile boolean callers;
    private volatile boolean passwords;
    private Optional<Throwable> noCallers = Optional.empty();
    private boolean triedCallers;
    private boolean triedPasswords;

    SecurityInflow(WorkSubmitter container, Time time, IdentityMessages messages) {
        this.container = container;
        this.time = time;
        this.messages = messages;
    }

    /** Finds out, the first time, whether beans can have a caller. Waits for the container. */
    synchronized void tryCallers() {
        if (!triedCallers) {
            triedCallers = true;
            noCallers = outcome(new CallerContext(Optional.empty()));
            noCallers.ifPresentOrElse(messages::noCallers, () -> callers = true);
        }
    }

    /** The same for passwords: somebody who does not exist must not get in. */
    synchronized void tryPasswords() {
        if (!triedPasswords) {
            triedPasswords = true;
            PasswordContext stranger = new PasswordContext(STRANGER, STRANGER.toCharArray());
            Optional<Throwable> failure = noCallers.isPresent() ? noCallers : outcome(stranger);
            if (failure.isPresent()) {
                messages.noPasswords(failure.get());
            } else if (stranger.isValid()) {
                messages.anyPassword();
            } else {
                passwords = true;
                messages.passwordsChecked();
            }
        }
    }

    /** Whether users can authenticate. */
    boolean checksPasswords() {
        return passwords;
    }

    /** What a Work needs so that this user, or explicitly nobody, calls the bean. */
    List<WorkContext> contexts(Optional<String> user) {
        return callers ? List.of(new CallerContext(user)) : List.of();
    }

    /** Whether the container knows the password; clears it. Never blocks. */
    CompletableFuture<Boolean> checkPassword(String user, char[] password) {
        PasswordContext context = new PasswordContext(user, password);
        return InflowWork.setUp(container, context).thenApply(done -> context.isValid());
    }

    /** Whether the container takes somebody whom the adapter has verified itself. Never blocks. */
    CompletableFuture<Boolean> checkCaller(String user) {
        return InflowWork.setUp(container, new CallerContext(Optional.of(user))).thenApply(done -> true);
    }

    private Optional<Throwable> outcome(InflowContext context) {
        CompletableFuture<Optional<Throwable>> outcome =
                InflowWork.setUp(container, context).handle((done, failure) -> Optional.ofNullable(failure));
        return time.await(outcome, PATIENCE)
                ? outcome.join()
                : Optional.of(new TimeoutException("no thread within " + PATIENCE.toSeconds() + " s"));
    }
}
