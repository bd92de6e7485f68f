package org.postern.ra.shared;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A store, and what one question has counted in it so far. For one thread. */
final class Counting implements SharedStore {
    private final SharedStore store;
    private final Map<String, Count> counts = new HashMap<>();

    private record Count(long sum, Duration window) {
        Count plus(Count other) {
            return new Count(sum + other.sum, other.window);
        }
    }

    Counting(SharedStore store) {
        this.store = store;
    }

    @Override
    public Optional<String> get(String key) {
        return store.get(key);
    }

    @Override
    public Optional<String> putIfAbsent(String key, String value, Duration timeToLive) {
        return store.putIfAbsent(key, value, timeToLive);
    }

    @Override
    public long increment(String key, long by, Duration window) {
        long count = store.increment(key, by, window);
        counts.merge(key, new Count(by, window), Count::plus);
        return count;
    }

    /** It was counted up in vain. */
    void owe(Owed owed) {
        counts.forEach((key, count) -> owed.add(key, count.sum(), count.window()));
    }
}
