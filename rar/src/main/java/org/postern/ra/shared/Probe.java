package org.postern.ra.shared;

import java.time.Duration;
import java.util.UUID;

/** Whether a store does what it is asked. Both block, and throw if it does not. */
final class Probe {
    private static final String KEY = "probe";
    private static final Duration KEPT = Duration.ofMinutes(1);

    private Probe() {}

    static void read(SharedStore store) {
        store.get(KEY);
    }

    /**
     * A database may be one that can only be read: it would be found, and left again at the first count. Where no other instance writes:
     * all may look in one moment.
     */
    static void write(SharedStore store) {
        store.putIfAbsent(KEY + "-" + UUID.randomUUID(), KEY, KEPT);
    }
}
