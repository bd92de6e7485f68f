package org.postern.ra.identity;

import jakarta.resource.spi.work.WorkContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import org.postern.net.AuthenticatedUser;
import org.postern.net.Time;
import org.postern.ra.identity.InflowContext.Answer;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.work.WorkSubmitter;

/**
 * What this container does with identities that come in from outside (chapter 17): found out by trying, because
 * {@code BootstrapContext.isContextSupported} says yes where the set-up fails (IronJacamar) and no where it works (Payara).
 * Thread-safe.
 */
public final class SecurityInflow {
    /** No activation waits longer for a container that gives no thread. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** No user is called so. */
    private static final String STRANGER = "postern-asks-whether-passwords-are-checked";

    private final WorkSubmitter container;
    private final Time time;
    private final IdentityMessages messages;
    private volatile boolean callers;
    private volatile boolean anonymousUnlessNamed;
    private volatile boolean passwords;
    private final Trial ofCallers;
    private final Trial ofPasswords;
    private final AtomicBoolean lateCallers = new AtomicBoolean();
    private final AtomicBoolean latePasswords = new AtomicBoolean();

    /** A container that cannot is asked for ever, and told of once. */
    private final News ofCallersTold = new News();

    private final News ofPasswordsTold = new News();

    public SecurityInflow(WorkSubmitter container, Time time, IdentityMessages messages) {
        this.container = container;
        this.time = time;
        this.messages = messages;
        this.ofCallers = new Trial(this::tryCaller, time);
        this.ofPasswords = new Trial(this::tryPassword, time);
    }

    /** Finds out, the first time, whether beans can have a caller. Waits for the container, but not for ever. */
    public void tryCallers() {
        if (!time.await(ofCallers.tried(), patience(lateCallers)) && lateCallers.compareAndSet(false, true)) {
            messages.noCallers(late());
        }
    }

    /** The same for passwords: the container must refuse a user who does not exist. */
    public void tryPasswords() {
        if (!time.await(ofPasswords.tried(), patience(latePasswords)) && latePasswords.compareAndSet(false, true)) {
            messages.noPasswords(late());
        }
    }

    /** Who has waited in vain has waited for all. */
    private static Duration patience(AtomicBoolean late) {
        return late.get() ? Duration.ZERO : PATIENCE;
    }

    /** Tries again what the container could not do. To be called now and then. */
    public void settle() {
        ofCallers.settle();
        ofPasswords.settle();
    }

    /** Whether users can authenticate. */
    boolean checksPasswords() {
        return passwords;
    }

    /**
     * What a Work needs so that this user calls the bean, or an anonymous one: explicitly, where a thread of the container's could still
     * have a former user.
     */
    public List<WorkContext> contexts(Optional<AuthenticatedUser> user) {
        boolean needed = callers && (user.isPresent() || !anonymousUnlessNamed);
        return needed ? List.of(new CallerContext(user)) : List.of();
    }

    /** Whether the container knows the password, and what it knows of the user then. Never blocks. */
    Look checkPassword(String user, Password password) {
        PasswordContext context = new PasswordContext(user, password);
        return Look.of(InflowWork.setUp(container, context), answer -> context.found()
                .map(subject -> new AuthenticatedUser(user, subject)));
    }

    /** Whether the container takes a user whom the adapter has verified itself, and of whom it says nothing. Never blocks. */
    Look checkCaller(String user) {
        Optional<AuthenticatedUser> caller = Optional.of(new AuthenticatedUser(user, new Subject()));
        return Look.of(InflowWork.setUp(container, new CallerContext(caller)), answer -> caller);
    }

    /** What the container says too late counts, too. */
    private CompletableFuture<Optional<Throwable>> tryCaller() {
        CallerContext stranger = new CallerContext(Optional.empty());
        return outcome(stranger).thenApply(failure -> {
            Optional<Throwable> reason = stranger.isLost() ? Optional.of(GuestCallers.reason()) : failure;
            reason.filter(ofCallersTold::isNew).ifPresent(messages::noCallers);
            if (reason.isEmpty() && ofCallersTold.isFirst()) {
                anonymousUnlessNamed = stranger.isFresh();
                callers = true;
            }
            return failure;
        });
    }

    private CompletableFuture<Optional<Throwable>> tryPassword() {
        PasswordContext stranger = new PasswordContext(STRANGER, new Password(STRANGER.toCharArray()));
        return ofCallers
                .tried()
                .thenCompose(noCallers ->
                        noCallers.isPresent() ? CompletableFuture.completedFuture(noCallers) : outcome(stranger))
                .thenApply(failure -> {
                    judge(stranger, failure);
                    return failure;
                });
    }

    private void judge(PasswordContext stranger, Optional<Throwable> failure) {
        if (failure.isPresent()) {
            failure.filter(ofPasswordsTold::isNew).ifPresent(messages::noPasswords);
        } else if (ofPasswordsTold.isFirst()) {
            passwords = stranger.answer() == Answer.NO;
            if (passwords) {
                messages.passwordsChecked();
            } else {
                messages.anyPassword();
            }
        }
    }

    private CompletableFuture<Optional<Throwable>> outcome(InflowContext context) {
        return InflowWork.setUp(container, context).answer().handle((done, failure) -> Optional.ofNullable(failure));
    }

    private Throwable late() {
        return new TimeoutException("no thread " + time.tooLate(PATIENCE));
    }
}
