package org.postern.net;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How many octets of memory all holders of one kind have together, and may have. Thread-safe, without a lock. */
public final class MemoryBudget {
    private static final int QUARTERS = 4;

    private final LongSupplier limit;
    private final AtomicLong used = new AtomicLong();

    /**
     * Begins with nothing.
     *
     * @param limit at any moment
     */
    public MemoryBudget(LongSupplier limit) {
        this.limit = limit;
    }

    /** How many are in use now: never more than the limit, unless that was lowered meanwhile. */
    public long used() {
        return used.get();
    }

    /** How many may be now. */
    public long limit() {
        return limit.getAsLong();
    }

    /** What a holder of much may use: the last quarter is for those that hold little. */
    long limitForMuch() {
        long all = limit();
        return all - all / QUARTERS;
    }

    /** Takes octets unless more than so many would be in use then. Tells whether it has. */
    boolean take(long octets, long most) {
        long before = used.get();
        while (before + octets <= most) {
            long found = used.compareAndExchange(before, before + octets);
            if (found == before) {
                return true;
            }
            before = found;
        }
        return false;
    }

    void giveBack(long octets) {
        used.addAndGet(-octets);
    }
}
