package org.postern.ra.identity;

import java.time.Duration;
import java.util.List;
import org.postern.ra.identity.LoginThrottle.Guess;
import org.postern.ra.identity.LoginThrottle.Turn;
import org.postern.ra.shared.Digests;
import org.postern.ra.shared.SharedStore;

/**
 * How many guesses all instances may look at. Of a peer, and of a name, there are as many tickets in a window as guesses may be wrong. Each
 * guess takes one of both before it is looked at, and gives them back unless it was wrong: so those that come to many instances in
 * the same moment are no more than those that come to one. Immutable.
 *
 * @param most failures within the window
 * @param window after which there are new tickets
 */
record GuessTickets(int most, Duration window) {
    /** A user on the road comes from somewhere else by then. */
    private static final Duration KNOWN = Duration.ofDays(7);

    private static final String YES = "1";

    /**
     * What a guess has got.
     *
     * @param isOfName whether there is a ticket of the name to give back
     * @param isKnown whether the user has come in from there before
     */
    record Ticket(Guess guess, GuessTickets tickets, Turn turn, boolean isOfName, boolean isKnown) {}

    /** Takes them if there are any. Asks a store, and blocks. */
    Ticket take(SharedStore store, Guess guess, boolean isKnown) {
        String peer = peer(guess);
        if (!take(store, peer)) {
            return new Ticket(guess, this, refusal(store, peer), false, isKnown);
        }
        if (isKnown) {
            return new Ticket(guess, this, Turn.NOW, false, true);
        }
        String name = name(guess);
        if (take(store, name)) {
            return new Ticket(guess, this, Turn.NOW, true, false);
        }
        if (store.get(known(guess)).isPresent()) {
            return new Ticket(guess, this, Turn.NOW, false, true);
        }
        store.increment(taken(peer), -1, window);
        return new Ticket(guess, this, refusal(store, name), false, false);
    }

    /** What is to be given back for it, unless it was wrong. */
    List<String> taken(Ticket ticket) {
        String peer = taken(peer(ticket.guess()));
        return ticket.isOfName() ? List.of(peer, taken(name(ticket.guess()))) : List.of(peer);
    }

    /**
     * Tells the others of a guess that has been looked at.
     *
     * @param isRight whether it was
     * @return whether this was one too many for the name
     */
    boolean end(SharedStore store, Ticket ticket, boolean isRight) {
        Guess guess = ticket.guess();
        if (!isRight) {
            store.increment(failed(peer(guess)), 1, window);
            return store.increment(failed(name(guess)), 1, window) == most;
        }
        if (!ticket.isKnown()) {
            store.putIfAbsent(known(guess), YES, KNOWN);
        }
        return false;
    }

    private boolean take(SharedStore store, String whose) {
        if (store.increment(taken(whose), 1, window) <= most) {
            return true;
        }
        store.increment(taken(whose), -1, window);
        return false;
    }

    private Turn refusal(SharedStore store, String whose) {
        return store.increment(failed(whose), 0, window) >= most ? Turn.NEVER : Turn.LATER;
    }

    private static String peer(Guess guess) {
        return Digests.of("peer " + guess.peer());
    }

    private static String name(Guess guess) {
        return Digests.of("name " + guess.name());
    }

    private static String known(Guess guess) {
        return "known-" + Digests.of("known " + guess.peer() + " " + guess.name());
    }

    private static String taken(String whose) {
        return "taken-" + whose;
    }

    private static String failed(String whose) {
        return "failed-" + whose;
    }
}
