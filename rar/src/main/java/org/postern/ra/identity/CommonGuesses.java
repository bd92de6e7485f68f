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
import org.postern.ra.shared.CommonMemory;

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

    /**
     * Begins with what the store knows.
     *
     * @param limit failures within the window, as it is now, after which guesses are refused until its end
     */
    public CommonGuesses(Optional<CommonMemory> memory, IntSupplier limit, Supplier<Duration> window, Time time) {
        this.memory = memory;
        this.limit = limit;
        this.window = window;
        this.refused = new WindowedCounts<>(() -> REFUSED, REMEMBERED, time);
    }

    /**
     * Begins a guess, unless there have been too many anywhere, or as many as may be wrong are under way. Never blocks.
     *
     * @param isKnown whether the user has come in from there before, as this instance knows
     */
    CompletableFuture<Ticket> begin(Guess guess, boolean isKnown) {
        GuessTickets tickets = new GuessTickets(limit.getAsInt(), window.get());
        if (memory.isEmpty()) {
            return CompletableFuture.completedFuture(new Ticket(guess, tickets, Turn.NOW, true, isKnown));
        }
        if (isRefused(guess)) {
            return CompletableFuture.completedFuture(new Ticket(guess, tickets, Turn.NEVER, false, isKnown));
        }
        return memory.get()
                .take(store -> tickets.take(store, guess, isKnown))
                .thenApply(this::heard)
                // Its turn at this instance must come to an end, whatever has failed.
                .exceptionally(failure -> new Ticket(guess, tickets, Turn.LATER, false, isKnown));
    }

    /** Ends a guess whose turn was there. Tells whether it was one too many for the name. Never blocks. */
    CompletableFuture<Boolean> end(Ticket ticket, Optional<Boolean> right) {
        return memory.map(common -> end(common, ticket, right))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    private static CompletableFuture<Boolean> end(CommonMemory common, Ticket ticket, Optional<Boolean> right) {
        GuessTickets tickets = ticket.tickets();
        if (right.orElse(true)) {
            tickets.taken(ticket).forEach(key -> common.giveBack(key, tickets.window()));
        }
        return right.isEmpty()
                ? CompletableFuture.completedFuture(false)
                : common.ask(store -> tickets.end(store, ticket, right.get()));
    }

    private synchronized boolean isRefused(Guess guess) {
        return refused.get(guess) > 0;
    }

    private synchronized Ticket heard(Ticket ticket) {
        if (ticket.turn() == Turn.NEVER) {
            refused.add(ticket.guess());
        }
        return ticket;
    }
}
