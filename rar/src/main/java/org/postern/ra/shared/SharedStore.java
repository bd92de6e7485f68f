package org.postern.ra.shared;

import java.time.Duration;
import java.util.Optional;

/**
 * What several instances know in common: short texts for a while, and counts. Keys and values are ASCII, not empty, a key has at most
 * 100 characters and a value at most 200, so that each kind of store can have them.
 *
 * <p>Each operation blocks, perhaps for long, and throws a {@link StoreException} if the store cannot be reached: {@link CommonMemory}
 * calls them on threads of the container's, and waits for them only so long.
 */
public interface SharedStore {
    /** Whether other instances see what is there. */
    boolean isCommon();

    /** What is there. */
    Optional<String> get(String key);

    /**
     * Puts something where nothing is. Of several instances that do so at a time, one does.
     *
     * @return what was there; empty if nothing was
     */
    Optional<String> putIfAbsent(String key, String value, Duration timeToLive);

    /**
     * Counts. No two calls that count up by one are given the same number within a window.
     *
     * @param by zero only asks; what is negative begins nothing, and no count is below zero
     * @param window which begins when there is no count yet, or one of zero, and with the end of which the count is gone
     * @return the count by now
     */
    long increment(String key, long by, Duration window);
}
