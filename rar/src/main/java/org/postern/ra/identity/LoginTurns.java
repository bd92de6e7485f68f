package org.postern.ra.identity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.postern.ra.identity.LoginThrottle.Guess;
import org.postern.ra.identity.LoginThrottle.Turn;
import org.postern.ra.work.OneAfterAnother;

/**
 * Lets guesses wait for those that are under way: many clients of one peer may come at once and all be right, while of many
 * that are wrong no more are looked at than may be. Thread-safe.
 */
final class LoginTurns {
    /** Threads of the container's that may look at passwords at a time. */
    private static final int UNDER_WAY = 64;
    /** The others have to come again. */
    private static final int WAITING = 512;

    private final LoginThrottle throttle;
    private final Set<Waiting> waiting = new LinkedHashSet<>();

    /** Completing a future never fails: what depends on it keeps its failure to itself. */
    private final OneAfterAnother tellers = new OneAfterAnother(failure -> {});

    private int underWay;

    /** Not a record: each is itself. */
    private static final class Waiting {
        private final Guess guess;
        private final CompletableFuture<Turn> turn;

        private Waiting(Guess guess, CompletableFuture<Turn> turn) {
            this.guess = guess;
            this.turn = turn;
        }
    }

    LoginTurns(LoginThrottle throttle) {
        this.throttle = throttle;
    }

    /**
     * Completes when the guess has its turn, with {@code NOW} or {@code NEVER}; with {@code LATER} if there is no place to
     * wait. A caller that has completed it with something else does not wait any more. What has its turn now has to end.
     */
    CompletableFuture<Turn> await(Guess guess) {
        CompletableFuture<Turn> result = new CompletableFuture<>();
        Waiting one = new Waiting(guess, result);
        Turn turn;
        synchronized (this) {
            turn = turn(guess);
            if (turn == Turn.LATER && waiting.size() < WAITING) {
                waiting.add(one);
                result.whenComplete((done, failure) -> leave(one));
                return result;
            }
        }
        result.complete(turn);
        return result;
    }

    /** Ends a guess, and begins those that waited for it. Tells whether it was one too many for the name. */
    boolean end(Guess guess, Optional<Boolean> right) {
        List<Runnable> decided = new ArrayList<>();
        boolean tooMany;
        synchronized (this) {
            underWay--;
            tooMany = throttle.end(guess, right);
            for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
                Waiting next = each.next();
                Turn turn = turn(next.guess);
                if (turn != Turn.LATER) {
                    each.remove();
                    decided.add(() -> tell(next, turn));
                }
            }
        }
        decided.forEach(tellers::execute);
        return tooMany;
    }

    private Turn turn(Guess guess) {
        if (underWay >= UNDER_WAY) {
            return Turn.LATER;
        }
        Turn turn = throttle.begin(guess);
        if (turn == Turn.NOW) {
            underWay++;
        }
        return turn;
    }

    private synchronized void leave(Waiting one) {
        waiting.remove(one);
    }

    /** The caller may have given it up in the same moment. */
    private void tell(Waiting one, Turn turn) {
        if (!one.turn.complete(turn) && turn == Turn.NOW) {
            end(one.guess, Optional.empty());
        }
    }
}
