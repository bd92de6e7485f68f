package org.postern.ra.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postern.net.ConnectionFacts;
import org.postern.net.EventLoops;
import org.postern.net.Realm;
import org.postern.ra.identity.LoginThrottle.Guess;
import org.postern.ra.identity.LoginThrottle.Turn;
import org.postern.ra.log.IdentityMessages;
import org.postern.smtp.Credentials;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.SaslMechanism;

/** The users of the application server, and who throttle their passwords. Thread-safe. */
public final class ContainerRealm implements Realm {
    /** Directories can be slow; the peer waits for minutes (RFC 4954 section 4 sets no other limit). */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SecurityInflow inflow;
    private final LoginThrottle throttle;
    private final LoginTurns turns;
    private final EventLoops loops;
    private final IdentityMessages messages;

    private enum Finding {
        RIGHT,
        WRONG,
        /** There have been too many wrong ones. */
        NOT_HEARD
    }

    public ContainerRealm(SecurityInflow inflow, LoginThrottle throttle, EventLoops loops, IdentityMessages messages) {
        this.inflow = inflow;
        this.throttle = throttle;
        this.turns = new LoginTurns(throttle);
        this.loops = loops;
        this.messages = messages;
    }

    @Override
    public boolean isAvailable() {
        return inflow.checksPasswords();
    }

    @Override
    public CompletableFuture<Optional<Reply>> refusal(
            ConnectionFacts connection, String user, Credentials credentials) {
        Guess guess = throttle.guess(user, connection.peer().getAddress());
        CompletableFuture<Turn> turn = turns.await(guess);
        CompletableFuture<Finding> finding = turn.thenCompose(when -> look(when, connection, guess, user, credentials));
        finding.whenComplete((found, failure) -> credentials.clear());
        return inTime(turn, finding)
                .handle((found, failure) -> outcome(connection, user, credentials.mechanism(), found, failure));
    }

    /** Not {@code orTimeout}: the JDK's thread for that would keep our class loader. */
    private CompletableFuture<Finding> inTime(CompletableFuture<Turn> turn, CompletableFuture<Finding> finding) {
        CompletableFuture<Finding> answer = finding.copy();
        Future<?> deadline = loops.after(PATIENCE, () -> {
            if (!turn.complete(Turn.LATER)) {
                answer.completeExceptionally(new TimeoutException("no answer"));
            }
        });
        return answer.whenComplete((found, failure) -> deadline.cancel(false));
    }

    private CompletableFuture<Finding> look(
            Turn turn, ConnectionFacts connection, Guess guess, String user, Credentials credentials) {
        return switch (turn) {
            case NEVER -> CompletableFuture.completedFuture(Finding.NOT_HEARD);
            case LATER -> CompletableFuture.failedFuture(new TimeoutException("too many at a time"));
            case NOW ->
                check(user, credentials)
                        .whenComplete((right, failure) -> end(connection, guess, user, Optional.ofNullable(right)))
                        .thenApply(right -> right ? Finding.RIGHT : Finding.WRONG);
        };
    }

    /** It counts also when the client does not wait for the answer any more. */
    private void end(ConnectionFacts connection, Guess guess, String user, Optional<Boolean> right) {
        if (turns.end(guess, right)) {
            messages.userGuessed(connection, user);
        }
    }

    private CompletableFuture<Boolean> check(String user, Credentials credentials) {
        return credentials.mechanism() == SaslMechanism.EXTERNAL
                ? inflow.checkCaller(user)
                : inflow.checkPassword(user, credentials.password());
    }

    private Optional<Reply> outcome(
            ConnectionFacts connection,
            String user,
            SaslMechanism mechanism,
            @Nullable Finding finding,
            @Nullable Throwable failure) {
        if (finding == Finding.RIGHT) {
            messages.authenticated(connection, mechanism, user);
            return Optional.empty();
        }
        if (finding == Finding.WRONG) {
            messages.wrongCredentials(connection, mechanism);
            return Optional.of(Replies.credentialsInvalid());
        }
        if (finding == Finding.NOT_HEARD) {
            messages.notHeard(connection, mechanism);
            return Optional.of(Replies.tooManyFailedAuthentications());
        }
        messages.notAuthenticated(connection, mechanism, failure);
        return Optional.of(Replies.authenticationUnavailable());
    }
}
