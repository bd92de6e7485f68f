package org.postern.ra.shared;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * What has to be counted down in the store, which may not be reached before a while. It is owed until the window must be over in which it was
 * counted up. Bounded: what has been owed longest goes. Thread-safe.
 */
final class Owed {
    private final int capacity;
    private final Time time;
    private final Map<String, Debt> debts = new LinkedHashMap<>();

    private record Debt(String key, long count, Duration window, Moment until) {}

    Owed(int capacity, Time time) {
        this.capacity = capacity;
        this.time = time;
    }

    synchronized void add(String key, long count, Duration window) {
        if (count > 0) {
            add(new Debt(key, count, window, time.moment().plus(window)));
        }
    }

    synchronized boolean isEmpty() {
        return debts.isEmpty();
    }

    /** Counts all down. What cannot be counted down is owed still. Blocks. */
    void pay(SharedStore store) {
        for (Optional<Debt> next = next(); next.isPresent(); next = next()) {
            Debt debt = next.get();
            try {
                store.increment(debt.key(), -debt.count(), debt.window());
            } catch (RuntimeException e) {
                add(debt);
                throw e;
            }
        }
    }

    private synchronized void add(Debt more) {
        debts.merge(
                more.key(),
                more,
                (one, other) -> new Debt(one.key(), one.count() + other.count(), other.window(), other.until()));
        if (debts.size() > capacity) {
            Iterator<String> eldest = debts.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    private synchronized Optional<Debt> next() {
        debts.values().removeIf(debt -> !time.moment().isBefore(debt.until()));
        Optional<Debt> first = debts.values().stream().findFirst();
        first.ifPresent(debt -> debts.remove(debt.key()));
        return first;
    }
}
