package org.postern.ra.delivery;

import org.postern.net.LruMap;

/**
 * Messages whose notes are gone from the delivery log, since their transactions were rolled back. One that is there all the same was
 * written outside of the container's transactions, and says nothing of what the bean has done. Thread-safe. Bounded.
 */
final class RolledBack {
    private static final int REMEMBERED = 10_000;

    private final LruMap<String, Boolean> ids = new LruMap<>(REMEMBERED);

    synchronized void add(String id) {
        ids.get(id, () -> true);
    }

    synchronized boolean has(String id) {
        return ids.peek(id).isPresent();
    }
}
