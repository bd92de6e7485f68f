package org.postern.net;

import java.io.Closeable;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * What one holder has of a budget, until it is closed; to be closed more than once does no harm. One thread at a time, which
 * need not be the same.
 */
final class Holding implements Closeable {
    /** So much is little: a message of everyday life needs no more for its envelope. */
    static final long LITTLE = 4 * 1024;

    /** One holder has this part at most of a budget that is shared fairly. */
    private static final int LARGEST_PART = 8;

    /** Instead of an object for each: an idle connection has two holdings. */
    private static final AtomicLongFieldUpdater<Holding> HELD =
            AtomicLongFieldUpdater.newUpdater(Holding.class, "held");

    private final MemoryBudget budget;
    private volatile long held;

    Holding(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Takes octets as long as the budget has any. Tells whether it has. */
    boolean take(long octets) {
        return take(octets, budget.limit());
    }

    /**
     * Takes octets so that others get some as well: a holder of little may use all of the budget, one of more leaves a quarter of
     * it to those and has an eighth of it at most. Tells whether it has.
     */
    boolean takeFairly(long octets) {
        long afterwards = held + octets;
        if (afterwards <= LITTLE) {
            return take(octets);
        }
        return afterwards <= budget.limit() / LARGEST_PART && take(octets, budget.limitForMuch());
    }

    void giveBack(long octets) {
        HELD.addAndGet(this, -octets);
        budget.giveBack(octets);
    }

    /** What was held so far belongs to another holding, which is closed on its own. */
    Holding handOver() {
        Holding given = new Holding(budget);
        given.held = HELD.getAndSet(this, 0);
        return given;
    }

    /** Gives everything back. */
    @Override
    public void close() {
        budget.giveBack(HELD.getAndSet(this, 0));
    }

    private boolean take(long octets, long most) {
        boolean taken = budget.take(octets, most);
        if (taken) {
            HELD.addAndGet(this, octets);
        }
        return taken;
    }
}
