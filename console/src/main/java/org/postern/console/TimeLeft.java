package org.postern.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.management.openmbean.CompositeData;

/**
 * How long a certificate lasts that is served at a local address. Immutable.
 *
 * @param seconds none are left of one that has ended
 * @param lifetime in seconds, from its first moment to its last; 0 where it is not known
 */
record TimeLeft(long seconds, long lifetime) {
    /**
     * Of each, the one that ends first before the others. Where the adapter serves none, or does not say which, what it says of all that it
     * knows; empty where it knows no end.
     */
    static List<TimeLeft> of(Bean address, Instant now) {
        List<TimeLeft> served = Places.certificates(address)
                .filter(Places::isServed)
                .filter(row -> !Places.endOf(row).equals(Instant.MAX))
                .map(row -> of(row, now))
                .sorted(Comparator.comparing(TimeLeft::seconds))
                .toList();
        return served.isEmpty() ? ofAll(address).stream().toList() : served;
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
