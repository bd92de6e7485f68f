package org.postern.ra.management;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.postern.ip.LocalAddress;
import org.postern.net.ConnectionFacts;
import org.postern.net.LruMap;
import org.postern.ra.log.AnomalyReport;
import org.postern.ra.log.LogText;

/** Which peers were involved in what, and how often: of the most recent ones. Thread-safe. */
public final class TlsAnomalies {
    /** In all. Peers may have as many addresses as they like, so there has to be an end. */
    static final int CAPACITY = 10_000;

    /** Shown of one address. */
    static final int SHOWN = 1_000;

    /** What makes anomalies the same. */
    record Key(LocalAddress local, String peer, AnomalyReport anomaly) {
        static Key of(ConnectionFacts connection, AnomalyReport anomaly) {
            return new Key(connection.local(), connection.peerIp(), anomaly);
        }
    }

    private final LruMap<Key, Count> counts = new LruMap<>(CAPACITY);

    synchronized void add(Key key, Instant now) {
        Count count = counts.get(key, Count::new);
        count.times++;
        count.last = now;
    }

    /** Those at one address, the latest first. */
    synchronized List<PeerAnomaly> at(LocalAddress local) {
        return counts.entries()
                .filter(entry -> entry.getKey().local().equals(local))
                .map(entry -> new PeerAnomaly(
                        entry.getKey().peer(),
                        LogText.words(entry.getKey().anomaly().id()),
                        entry.getValue().times,
                        entry.getValue().last))
                .sorted(Comparator.comparing(PeerAnomaly::last).reversed())
                .limit(SHOWN)
                .toList();
    }

    private static final class Count {
        private long times;
        private Instant last = Instant.EPOCH;
    }
}
