package org.postern.ra.management;

import java.time.Instant;

/** What management tools see of one sign of interference from one peer. Immutable. */
public final class PeerAnomaly {
    private final String peer;
    private final String anomaly;
    private final long count;
    private final Instant last;

    PeerAnomaly(String peer, String anomaly, long count, Instant last) {
        this.peer = peer;
        this.anomaly = anomaly;
        this.count = count;
        this.last = last;
    }

    /** The IP address. */
    public String getPeer() {
        return peer;
    }

    /** What was seen, in a few words. */
    public String getAnomaly() {
        return anomaly;
    }

    /** How often. */
    public long getCount() {
        return count;
    }

    /** When last, as in ISO 8601. */
    public String getLastSeen() {
        return last.toString();
    }

    Instant last() {
        return last;
    }
}
