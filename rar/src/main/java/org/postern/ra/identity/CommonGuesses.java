package org.postern.ra.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.postern.net.Time;
import org.postern.net.WindowedCounts;
import org.postern.ra.identity.GuessTickets.Ticket;
import org.postern.ra.identity.LoginThrottle.Guess;
import org.postern.ra.identity.LoginThrottle.Turn;
import org.postern.ra.shared.Aftermath;
import org.postern.ra.shared.CommonMemory;
import org.postern.ra.shared.SharedStore;

/**
 * The same limits as those of {@link LoginThrottle}, for all instances that share a store. Without one there is nothing to ask.
 * Thread-safe.
 */
public final class CommonGuesses {
    /** A guesser that goes on costs the store nothing for so long. */
    private static final Duration REFUSED = Duration.ofSeconds(10);

    private static final int REMEMBERED = 20_000;

    private final Optional<CommonMemory> memory;
    private final IntSupplier limit;
    private final Supplier<Duration> window;
    private final WindowedCounts<Guess> refused;
    private final OwedTickets owed;
    private final Time time;

    /**
     * Begins with what the store knows.
     *
     * @param limit failures within the window, as it is now, after which guesses are refused until its end
     */
    public CommonGuesses(Optional<CommonMemory> memory, IntSupplier limit, Supplier<Duration> window, Time time) {
        this.memory = memory;
        this.limit = limit;
        this.window = window;
        this.time = time;
        this.owed = new OwedTickets(time);
        this.refused = new WindowedCounts<>(() -> REFUSED, REMEMBERED, time);
    }

    /**
     * Begins a guess, unless there have been too many anywhere, or as many as may be wrong are under way. Never blocks.
     *
     * @param isKnown whether the user has come in from there before, as this instance knows
     */
    CompletableFuture<Ticket> begin(Guess guess, boolean isKnown) {
        GuessTickets tickets = new GuessTickets(limit.getAsInt(), window.get(), GuessTickets.week(time.now()));
        if (memory.isEmpty()) {
            return CompletableFuture.completedFuture(new Ticket(guess, tickets, Turn.NOW, true, isKnown, false));
        }
        if (isRefused(guess)) {
            return CompletableFuture.completedFuture(new Ticket(guess, tickets, Turn.NEVER, false, isKnown, false));
        }
        return memory.get()
                .ask(store -> tickets.take(store, guess, isKnown), new TakenLate())
                .thenApply(this::heard)
                // Its turn at this instance must come to an end, whatever has failed.
                .exceptionally(failure -> new Ticket(guess, tickets, Turn.LATER, false, isKnown, false));
    }

    /** Ends a guess whose turn was there. Tells whether it was one too many for the name. Never blocks. */
    CompletableFuture<Boolean> end(Ticket ticket, Optional<Boolean> right) {
        boolean isOwed = ticket.isCommon() && right.orElse(true);
        return memory.map(common -> common.ask(
                        store -> ticket.tickets().end(store, ticket, right),
                        isOwed ? new Owed(ticket, true) : new Aftermath<>() {}))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    /** The store has given tickets for a guess that has those of the own memory. */
    private static final class TakenLate implements Aftermath<Ticket> {
        @Override
        public void doneLate(SharedStore store, Ticket ticket) {
            if (ticket.turn() == Turn.NOW) {
                ticket.tickets().giveBack(store, ticket);
            }
        }
    }

    /** The store may have its tickets back when it can be asked again: as long as they are out they keep users from their turns. */
    private final class Owed implements Aftermath<Boolean> {
        private final Ticket ticket;
        private final boolean isAnswerUsed;

        Owed(Ticket ticket, boolean isAnswerUsed) {
            this.ticket = ticket;
            this.isAnswerUsed = isAnswerUsed;
        }

        @Override
        public boolean isAnswerUsed() {
            return isAnswerUsed;
        }

        @Override
        public void notDone() {
            owed.add(ticket);
        }
    }

    private void giveBackOwed(CommonMemory common) {
        for (Ticket ticket : owed.take()) {
            common.ask(
                    store -> {
                        if (store.isCommon()) {
                            ticket.tickets().giveBack(store, ticket);
                        }
                        return true;
                    },
                    new Owed(ticket, false));
        }
    }

    private synchronized boolean isRefused(Guess guess) {
        return refused.get(guess) > 0;
    }

    private Ticket heard(Ticket ticket) {
        if (ticket.turn() == Turn.NEVER) {
            synchronized (this) {
                refused.add(ticket.guess());
            }
        }
        if (ticket.isCommon()) {
            memory.ifPresent(this::giveBackOwed);
        }
        return ticket;
    }
}
