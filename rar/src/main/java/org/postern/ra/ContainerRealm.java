package org.postern.ra;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postern.net.ConnectionFacts;
import org.postern.net.EventLoops;
import org.postern.net.Realm;
import org.postern.net.Time;
import org.postern.smtp.Credentials;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.SaslMechanism;

/** The users of the application server, and who guesses their passwords. Thread-safe. */
final class ContainerRealm implements Realm {
    /** Directories can be slow; the peer waits for minutes (RFC 4954 section 4 sets no other limit). */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Threads of the container's that may look at passwords at a time; others have to come again. */
    private static final int CHECKS = 64;

    /** What goes wrong is a line each, until somebody tries to fill the log with it. */
    private static final int LINES_A_MINUTE = 120;

    private final SecurityInflow inflow;
    private final Guesses guesses;
    private final EventLoops loops;
    private final Time time;
    private final LineBudget budget = new LineBudget(LINES_A_MINUTE);
    private final IdentityMessages messages;
    private int underWay;

    ContainerRealm(SecurityInflow inflow, Guesses guesses, EventLoops loops, Time time, IdentityMessages messages) {
        this.inflow = inflow;
        this.guesses = guesses;
        this.loops = loops;
        this.time = time;
        this.messages = messages;
    }

    @Override
    public boolean isAvailable() {
        return inflow.checksPasswords();
    }

    @Override
    public CompletableFuture<Optional<Reply>> refusal(
            ConnectionFacts connection, String user, Credentials credentials) {
        InetAddress peer = connection.peer().getAddress();
        if (guesses.areTooMany(user, peer)) {
            credentials.clear();
            if (mayBeLogged()) {
                messages.notHeard(connection, credentials.mechanism());
            }
            return CompletableFuture.completedFuture(Optional.of(Replies.tooManyFailedAuthentications()));
        }
        if (!begin()) {
            credentials.clear();
            return CompletableFuture.completedFuture(Optional.of(Replies.authenticationUnavailable()));
        }
        CompletableFuture<Boolean> check = check(user, credentials);
        check.whenComplete((valid, failure) -> {
            end();
            credentials.clear();
        });
        return inTime(check).handle((valid, failure) -> outcome(connection, user, credentials, valid, failure));
    }

    /** Not {@code orTimeout}: the JDK's thread for that would keep our class loader. */
    private CompletableFuture<Boolean> inTime(CompletableFuture<Boolean> check) {
        CompletableFuture<Boolean> answer = check.copy();
        Future<?> deadline =
                loops.after(PATIENCE, () -> answer.completeExceptionally(new TimeoutException("no answer")));
        return answer.whenComplete((valid, failure) -> deadline.cancel(false));
    }

    private CompletableFuture<Boolean> check(String user, Credentials credentials) {
        return credentials.mechanism() == SaslMechanism.EXTERNAL
                ? inflow.checkCaller(user)
                : inflow.checkPassword(user, credentials.password());
    }

    private Optional<Reply> outcome(
            ConnectionFacts connection,
            String user,
            Credentials credentials,
            @Nullable Boolean valid,
            @Nullable Throwable failure) {
        if (failure != null || valid == null) {
            if (mayBeLogged()) {
                messages.notAuthenticated(connection, credentials.mechanism(), failure);
            }
            return Optional.of(Replies.authenticationUnavailable());
        }
        InetAddress peer = connection.peer().getAddress();
        if (valid) {
            guesses.succeeded(user, peer);
            messages.authenticated(connection, credentials.mechanism(), user);
            return Optional.empty();
        }
        if (mayBeLogged()) {
            messages.wrongCredentials(connection, credentials.mechanism());
        }
        if (guesses.failed(user, peer)) {
            messages.userGuessed(connection, user);
        }
        return Optional.of(Replies.credentialsInvalid());
    }

    /** Says how much was left out of the log in the last minute. To be called now and then. */
    void settle() {
        long leftOut = budget.settle(time.moment());
        if (leftOut > 0) {
            messages.failuresNotTold(leftOut);
        }
    }

    private boolean mayBeLogged() {
        return budget.take(time.moment());
    }

    private synchronized boolean begin() {
        return underWay < CHECKS && ++underWay > 0;
    }

    private synchronized void end() {
        underWay--;
    }
}
