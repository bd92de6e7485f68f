package org.postern.ra.shared;

import java.time.Duration;

/**
 * What stands at one key. Immutable.
 *
 * @param until milliseconds of the clock that all who use the store go by
 */
record Cell(String value, long until) {
    boolean isCurrent(long now) {
        return now < until;
    }

    Duration left(long now) {
        return Duration.ofMillis(Math.max(1, until - now));
    }
}
