package org.postern.ra.identity;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.postern.net.IpNetwork;
import org.postern.net.LruMap;
import org.postern.net.Time;
import org.postern.net.WindowedCounts;

/**
 * Failed authentications, of each peer and for each user name, and those that may fail yet. A guess after too many of them
 * is refused for a while: of a peer with any name, of a name from any peer but those from which that user has come in before,
 * so that strangers cannot lock him out. Thread-safe. Memory is bounded.
 */
public final class LoginThrottle {
    private static final int REMEMBERED = 20_000;

    private final IntSupplier limit;
    private final Function<InetAddress, IpNetwork> peers;
    private final WindowedCounts<Object> failures;
    private final LruMap<Guess, Guess> known = new LruMap<>(REMEMBERED);
    private final Map<Object, Integer> underWay = new HashMap<>();

    /** A client claims to be a user: the peer, and the name whatever its spelling. */
    record Guess(IpNetwork peer, String name) {}

    /** When a guess may be looked at. */
    enum Turn {
        NOW,
        /** As many as may be wrong are under way: when it is known what becomes of them. */
        LATER,
        /** There have been too many. */
        NEVER
    }

    /**
     * Begins with none.
     *
     * @param limit failures within the window, as it is now, after which guesses are refused until its end
     * @param peers who counts as one peer
     */
    public LoginThrottle(
            IntSupplier limit, Supplier<Duration> window, Function<InetAddress, IpNetwork> peers, Time time) {
        this.limit = limit;
        this.peers = peers;
        this.failures = new WindowedCounts<>(window, REMEMBERED, time);
    }

    Guess guess(String user, InetAddress ip) {
        return new Guess(peers.apply(ip), UserNames.folded(user));
    }

    /** Whether the user has come in from there before. */
    synchronized boolean isKnown(Guess guess) {
        return known.peek(guess).isPresent();
    }

    /** Begins a guess if its turn is now, which has to end then. */
    synchronized Turn begin(Guess guess) {
        Turn turn = isKnown(guess) ? turn(guess.peer()) : later(turn(guess.peer()), turn(guess.name()));
        if (turn == Turn.NOW) {
            underWay.merge(guess.peer(), 1, Integer::sum);
            underWay.merge(guess.name(), 1, Integer::sum);
        }
        return turn;
    }

    /**
     * Ends a guess. A right one does not forgive the wrong ones: a guesser may have an account of his own.
     *
     * @param right empty if the container could not say so
     * @return whether this was one too many for the name, which the administrator should hear of
     */
    synchronized boolean end(Guess guess, Optional<Boolean> right) {
        underWay.computeIfPresent(guess.peer(), (whose, count) -> count == 1 ? null : count - 1);
        underWay.computeIfPresent(guess.name(), (whose, count) -> count == 1 ? null : count - 1);
        if (right.isEmpty()) {
            return false;
        }
        if (right.get()) {
            known.get(guess, () -> guess);
            return false;
        }
        failures.add(guess.peer());
        return failures.add(guess.name()) == limit.getAsInt();
    }

    private Turn turn(Object whose) {
        int most = limit.getAsInt();
        int failed = failures.get(whose);
        if (failed >= most) {
            return Turn.NEVER;
        }
        return failed + underWay.getOrDefault(whose, 0) >= most ? Turn.LATER : Turn.NOW;
    }

    private static Turn later(Turn one, Turn other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
