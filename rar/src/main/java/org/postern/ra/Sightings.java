package org.postern.ra;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.postern.net.ConnectionFacts;
import org.postern.net.RecentlyUsed;
import org.postern.smtp.Sighting;
import org.postern.tls.LocalAddress;

/** Who was involved in what, and how often: of the most recent ones, whoever they are. Thread-safe. */
final class Sightings {
    /** In all. Peers may have as many addresses as they like, so there has to be an end. */
    static final int CAPACITY = 10_000;

    /** Shown of one address. */
    static final int SHOWN = 1_000;

    /** What makes sightings the same. */
    record Key(LocalAddress local, String peer, Sighting sighting) {
        static Key of(ConnectionFacts connection, Sighting sighting) {
            return new Key(connection.local(), connection.peerIp(), sighting);
        }
    }

    private final RecentlyUsed<Key, Count> counts = new RecentlyUsed<>(CAPACITY);

    synchronized void add(Key key, Instant now) {
        Count count = counts.get(key, Count::new);
        count.times++;
        count.last = now;
    }

    /** Those at one address, the latest first. */
    synchronized List<PeerSighting> at(LocalAddress local) {
        return counts.entries()
                .filter(entry -> entry.getKey().local().equals(local))
                .map(entry -> new PeerSighting(
                        entry.getKey().peer(),
                        LogText.words(entry.getKey().sighting()),
                        entry.getValue().times,
                        entry.getValue().last))
                .sorted(Comparator.comparing(PeerSighting::last).reversed())
                .limit(SHOWN)
                .toList();
    }

    private static final class Count {
        private long times;
        private Instant last = Instant.EPOCH;
    }
}
