package org.postern.ra.identity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.identity.GuessTickets.Ticket;

/**
 * Tickets that the store has given, and could not be given back when their guesses ended. Thread-safe. Bounded: the oldest are
 * forgotten first, and are out until their window ends.
 */
final class OwedTickets {
    private static final int REMEMBERED = 1_000;

    /** So many at a time that those with a turn to ask for do not wait for it. */
    private static final int AT_ONCE = 10;

    private final Time time;
    private final Deque<Owed> all = new ArrayDeque<>();

    private record Owed(Ticket ticket, Moment until) {}

    OwedTickets(Time time) {
        this.time = time;
    }

    synchronized void add(Ticket ticket) {
        if (all.size() == REMEMBERED) {
            all.remove();
        }
        all.add(new Owed(ticket, time.moment().plus(ticket.tickets().window())));
    }

    /** Some of them, which are not owed any more then. What is out of its window the store has forgotten by itself. */
    synchronized List<Ticket> take() {
        Moment now = time.moment();
        List<Ticket> some = new ArrayList<>();
        while (!all.isEmpty() && some.size() < AT_ONCE) {
            Owed next = all.remove();
            if (now.isBefore(next.until())) {
                some.add(next.ticket());
            }
        }
        return some;
    }
}
