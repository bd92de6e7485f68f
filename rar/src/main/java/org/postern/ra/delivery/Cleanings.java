package org.postern.ra.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.postern.net.Time;

/**
 * The cleaning of delivery logs that is under way. An activation has not ended before the step is over that it is in: the container would
 * take the transaction and the classes from it. Thread-safe.
 */
final class Cleanings {
    private final Transactions transactions;
    private final Time time;
    private final DeliveryMessages messages;
    private final Map<Activation, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    Cleanings(Transactions transactions, Time time, DeliveryMessages messages) {
        this.transactions = transactions;
        this.time = time;
        this.messages = messages;
    }

    /** Blocks. Tells whether there is more. One thread at a time. */
    boolean clean(Activation activation, BeanLog log) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        underWay.put(activation, over);
        try {
            return new LogCleaning(activation, log, transactions, messages).run();
        } finally {
            underWay.remove(activation);
            over.complete(null);
        }
    }

    /** Waits for the steps of activations that are closed: none begins another one. */
    void await(Collection<Activation> closed, Duration atMost) {
        CompletableFuture<?>[] steps =
                closed.stream().map(underWay::get).filter(Objects::nonNull).toArray(CompletableFuture<?>[]::new);
        if (steps.length > 0 && !atMost.isNegative()) {
            time.await(CompletableFuture.allOf(steps), atMost);
        }
    }
}
