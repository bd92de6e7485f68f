package org.postern.ra.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
 * @param week that it is: no entry can be renewed, so a user who has come in has one for that week, which counts in the next, too
 */
record GuessTickets(int most, Duration window, long week) {
    private static final Duration WEEK = Duration.ofDays(7);

    /** A user on the road comes from somewhere else by then. */
    private static final Duration KNOWN = WEEK.multipliedBy(2);

    private static final String YES = "1";

    /**
     * What a guess has got.
     *
     * @param isOfName whether there is a ticket of the name to give back
     * @param isKnown whether the user has come in from there before
     * @param isCommon whether other instances know of it
     */
    record Ticket(Guess guess, GuessTickets tickets, Turn turn, boolean isOfName, boolean isKnown, boolean isCommon) {}

    /** Which week it is, the same at all instances. */
    static long week(Instant now) {
        return now.toEpochMilli() / WEEK.toMillis();
    }

    /** Takes them if there are any. Asks a store, and blocks. */
    Ticket take(SharedStore store, Guess guess, boolean isKnown) {
        String peer = peer(guess);
        if (!take(store, peer)) {
            return new Ticket(guess, this, refusal(store, peer), false, isKnown, store.isCommon());
        }
        if (isKnown) {
            return new Ticket(guess, this, Turn.NOW, false, true, store.isCommon());
        }
        String name = name(guess);
        if (take(store, name)) {
            return new Ticket(guess, this, Turn.NOW, true, false, store.isCommon());
        }
        if (store.get(known(guess, week)).isPresent()
                || store.get(known(guess, week - 1)).isPresent()) {
            return new Ticket(guess, this, Turn.NOW, false, true, store.isCommon());
        }
        store.increment(taken(peer), -1, window);
        return new Ticket(guess, this, refusal(store, name), false, false, store.isCommon());
    }

    /**
     * Ends a guess that had its turn.
     *
     * @param right empty if the container could not say so
     * @return whether this was one too many for the name
     */
    boolean end(SharedStore store, Ticket ticket, Optional<Boolean> right) {
        Guess guess = ticket.guess();
        if (right.isPresent() && !right.get()) {
            store.increment(failed(peer(guess)), 1, window);
            return store.increment(failed(name(guess)), 1, window) == most;
        }
        if (store.isCommon() || !ticket.isCommon()) { // The own memory has none of what the store has given.
            giveBack(store, ticket);
        }
        if (right.isPresent()) {
            store.putIfAbsent(known(guess, week), YES, KNOWN);
        }
        return false;
    }

    /** Of a guess that had its turn, and was not wrong. */
    void giveBack(SharedStore store, Ticket ticket) {
        store.increment(taken(peer(ticket.guess())), -1, window);
        if (ticket.isOfName()) {
            store.increment(taken(name(ticket.guess())), -1, window);
        }
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

    private static String known(Guess guess, long week) {
        return "known-" + Digests.of("known " + week + " " + guess.peer() + " " + guess.name());
    }

    private static String taken(String whose) {
        return "taken-" + whose;
    }

    private static String failed(String whose) {
        return "failed-" + whose;
    }
}
