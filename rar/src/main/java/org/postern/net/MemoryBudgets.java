package org.postern.net;

import java.util.function.LongSupplier;

/**
 * What all connections of an adapter may take of memory together, besides content. Immutable, but for what is in use.
 *
 * @param envelopes of their messages, until those are delivered
 * @param buffers for what has come and is not understood yet, and for replies that are not read
 */
public record MemoryBudgets(MemoryBudget envelopes, MemoryBudget buffers) {
    /** A connection needs some for moments only, unless it waits for a bean or its peer for the rest of a line. */
    public static final long OF_BUFFERS = 32L * 1024 * 1024;

    public static MemoryBudgets of(LongSupplier envelopeBytes) {
        return new MemoryBudgets(new MemoryBudget(envelopeBytes), new MemoryBudget(() -> OF_BUFFERS));
    }
}
