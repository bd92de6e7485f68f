package org.postern.ra.shared;

import java.time.Duration;
import java.util.Optional;

/**
 * The store, and what this instance has learnt by itself while the store was away: that stays in force here until its time is over.
 */
final class Joined implements SharedStore {
    private final SharedStore own;
    private final SharedStore store;

    Joined(SharedStore own, SharedStore store) {
        this.own = own;
        this.store = store;
    }

    @Override
    public boolean isCommon() {
        return true;
    }

    @Override
    public Optional<String> get(String key) {
        return own.get(key).or(() -> store.get(key));
    }

    @Override
    public Optional<String> putIfAbsent(String key, String value, Duration timeToLive) {
        Optional<String> mine = own.get(key);
        return mine.isPresent() ? mine : store.putIfAbsent(key, value, timeToLive);
    }

    /** What was counted here is counted down here first. */
    @Override
    public long increment(String key, long by, Duration window) {
        long mine = own.increment(key, 0, Duration.ZERO);
        if (by < 0 && mine > 0) {
            return own.increment(key, by, window);
        }
        return mine + store.increment(key, by, window);
    }
}
