package org.postern.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import javax.management.openmbean.CompositeData;

/**
 * How long the certificates last that are served at a local address: the one of them that ends first. Immutable.
 *
 * @param seconds none are left of one that has ended
 * @param lifetime in seconds, from its first moment to its last; 0 where it is not known
 */
record TimeLeft(long seconds, long lifetime) {
    /**
     * Of all certificates that the adapter knows, where it does not say which of them it serves, or serves none; empty where it knows no
     * end.
     */
    static Optional<TimeLeft> of(Bean address, Instant now) {
        return Places.certificates(address)
                .filter(Places::isServed)
                .filter(row -> !Places.endOf(row).equals(Instant.MAX))
                .min(Comparator.comparing(Places::endOf))
                .map(row -> of(row, now))
                .or(() -> ofAll(address));
    }

    private static TimeLeft of(CompositeData row, Instant now) {
        Instant end = Places.endOf(row);
        long lifetime = Places.time(row, "notBefore")
                .map(begin -> Duration.between(begin, end).toSeconds())
                .orElse(0L);
        return new TimeLeft(Math.max(0, Duration.between(now, end).toSeconds()), lifetime);
    }

    private static Optional<TimeLeft> ofAll(Bean address) {
        return address.number("SecondsToNotAfter")
                .filter(left -> !address.text("NotAfter").isEmpty())
                .map(left ->
                        new TimeLeft(left, address.number("LifetimeSeconds").orElse(0L)));
    }
}
