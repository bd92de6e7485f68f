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
 * @param end as in ISO 8601
 */
record TimeLeft(long seconds, long lifetime, String end) {
    /** As docs/administration.md advises. */
    private static final long WEEK = Duration.ofDays(7).toSeconds();

    private static final Comparator<TimeLeft> SHORT_FIRST =
            Comparator.comparing((TimeLeft left) -> !left.isShort()).thenComparing(TimeLeft::seconds);

    /**
     * Of the one that needs a look first: one of a few days hides no other that was not renewed. Where the adapter serves none, or does not
     * say which, of the one that ends first; empty where it knows no end.
     */
    static Optional<TimeLeft> of(Bean address, Instant now) {
        List<TimeLeft> served = Places.certificates(address)
                .filter(Places::isServed)
                .filter(row -> !Places.endOf(row).equals(Instant.MAX))
                .map(row -> of(row, now))
                .toList();
        return served.isEmpty() ? ofAll(address) : served.stream().min(SHORT_FIRST);
    }

    private static TimeLeft of(CompositeData row, Instant now) {
        Instant end = Places.endOf(row);
        long lifetime = Places.time(row, "notBefore")
                .map(begin -> Duration.between(begin, end).toSeconds())
                .orElse(0L);
        return new TimeLeft(Math.max(0, Duration.between(now, end).toSeconds()), lifetime, end.toString());
    }

    private static Optional<TimeLeft> ofAll(Bean address) {
        String end = Places.certificates(address)
                .map(Places::endOf)
                .filter(one -> !one.equals(Instant.MAX))
                .min(Comparator.naturalOrder())
                .map(Instant::toString)
                .orElseGet(() -> address.text("NotAfter"));
        return address.number("SecondsToNotAfter")
                .filter(left -> !end.isEmpty())
                .map(left ->
                        new TimeLeft(left, address.number("LifetimeSeconds").orElse(0L), end));
    }

    /** Whether it should have been renewed. */
    boolean isShort() {
        return seconds < (lifetime > 0 ? Math.min(WEEK, lifetime / 3) : WEEK);
    }
}
