package org.postern.ra.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postern.net.AuthenticatedUser;
import org.postern.net.ConnectionFacts;
import org.postern.net.EventLoops;
import org.postern.net.Realm;
import org.postern.net.RealmAnswer;
import org.postern.ra.identity.GuessTickets.Ticket;
import org.postern.ra.identity.LoginThrottle.Guess;
import org.postern.ra.identity.LoginThrottle.Turn;
import org.postern.ra.log.IdentityMessages;
import org.postern.smtp.Credentials;
import org.postern.smtp.Replies;
import org.postern.smtp.SaslMechanism;

/** The users of the application server, and who throttle their passwords. Thread-safe. */
public final class ContainerRealm implements Realm {
    /** Directories can be slow; the peer waits for minutes (RFC 4954 section 4 sets no other limit). */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How often, and how long after each other, other instances are waited for that look at guesses of the same peer or name. */
    private static final int ASKED_AGAIN = 20;

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final SecurityInflow inflow;
    private final LoginThrottle throttle;
    private final LoginTurns turns;
    private final CommonGuesses common;
    private final EventLoops loops;
    private final IdentityMessages messages;

    /**
     * What has become of a guess.
     *
     * @param isHeard whether it was looked at: there may have been too many wrong ones
     * @param user whose the credentials are
     */
    private record Finding(boolean isHeard, Optional<AuthenticatedUser> user) {}

    /** What a client claims, and shows. */
    private record Attempt(
            ConnectionFacts connection, String user, SaslMechanism mechanism, Password password, Guess guess) {}

    public ContainerRealm(
            SecurityInflow inflow,
            LoginThrottle throttle,
            CommonGuesses common,
            EventLoops loops,
            IdentityMessages messages) {
        this.inflow = inflow;
        this.throttle = throttle;
        this.common = common;
        this.turns = new LoginTurns(throttle);
        this.loops = loops;
        this.messages = messages;
    }

    @Override
    public boolean isAvailable() {
        return inflow.checksPasswords();
    }

    @Override
    public CompletableFuture<RealmAnswer> authenticate(
            ConnectionFacts connection, String user, Credentials credentials) {
        Guess guess = throttle.guess(user, connection.peer().getAddress());
        Password password = new Password(credentials.password());
        Attempt attempt = new Attempt(connection, user, credentials.mechanism(), password, guess);
        CompletableFuture<Turn> turn = turns.await(guess);
        CompletableFuture<Finding> finding = turn.thenCompose(when -> look(when, attempt));
        return inTime(turn, finding).handle((found, failure) -> {
            password.forget();
            return answer(attempt, found, failure);
        });
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

    private CompletableFuture<Finding> look(Turn turn, Attempt attempt) {
        return switch (turn) {
            case NEVER -> CompletableFuture.completedFuture(new Finding(false, Optional.empty()));
            case LATER -> CompletableFuture.failedFuture(new TimeoutException("too many at a time"));
            case NOW ->
                common.begin(attempt.guess(), throttle.isKnown(attempt.guess()))
                        .thenCompose(ticket -> look(ticket, attempt, ASKED_AGAIN));
        };
    }

    /** It has its turn at this instance; what of all of them together? Other instances may be at it. */
    private CompletableFuture<Finding> look(Ticket ticket, Attempt attempt, int again) {
        if (ticket.turn() == Turn.NOW) {
            return look(ticket, attempt);
        }
        if (ticket.turn() == Turn.LATER && again > 0) {
            CompletableFuture<Ticket> next = new CompletableFuture<>();
            loops.after(
                    PAUSE, () -> common.begin(ticket.guess(), ticket.isKnown()).thenAccept(next::complete));
            return next.thenCompose(other -> look(other, attempt, again - 1));
        }
        turns.end(attempt.guess(), Optional.empty());
        return ticket.turn() == Turn.NEVER
                ? CompletableFuture.completedFuture(new Finding(false, Optional.empty()))
                : CompletableFuture.failedFuture(new TimeoutException("too many at a time"));
    }

    private CompletableFuture<Finding> look(Ticket ticket, Attempt attempt) {
        Look look = check(attempt);
        giveUpLater(look);
        return look.answer()
                .whenComplete((user, failure) ->
                        end(attempt, ticket, Optional.ofNullable(user).map(Optional::isPresent)))
                .thenApply(user -> new Finding(true, user));
    }

    /** Those that the container has lost would keep all others waiting for ever. The client does not wait by then. */
    private void giveUpLater(Look look) {
        Future<?> later = loops.after(PATIENCE, () -> giveUp(look));
        look.answer().whenComplete((user, failure) -> later.cancel(false));
    }

    private void giveUp(Look look) {
        if (!look.giveUp()) {
            loops.after(PATIENCE, () -> giveUp(look));
        }
    }

    /** It counts also when the client does not wait for the answer any more. */
    private void end(Attempt attempt, Ticket ticket, Optional<Boolean> right) {
        boolean tooMany = turns.end(attempt.guess(), right);
        common.end(ticket, right).thenAccept(tooManyInAll -> {
            if (tooMany || tooManyInAll) {
                messages.userGuessed(attempt.connection(), attempt.user());
            }
        });
    }

    private Look check(Attempt attempt) {
        return attempt.mechanism() == SaslMechanism.EXTERNAL
                ? inflow.checkCaller(attempt.user())
                : inflow.checkPassword(attempt.user(), attempt.password());
    }

    private RealmAnswer answer(Attempt attempt, @Nullable Finding finding, @Nullable Throwable failure) {
        ConnectionFacts connection = attempt.connection();
        SaslMechanism mechanism = attempt.mechanism();
        if (finding == null) {
            messages.notAuthenticated(connection, mechanism, failure);
            return RealmAnswer.refused(Replies.authenticationUnavailable());
        }
        if (!finding.isHeard()) {
            messages.notHeard(connection, mechanism);
            return RealmAnswer.refused(Replies.tooManyFailedAuthentications());
        }
        if (finding.user().isEmpty()) {
            messages.wrongCredentials(connection, mechanism);
            return RealmAnswer.refused(Replies.credentialsInvalid());
        }
        messages.authenticated(connection, mechanism, attempt.user());
        return RealmAnswer.of(finding.user().get());
    }
}
