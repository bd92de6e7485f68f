package org.postern.ra;

import java.time.Instant;

/** What management tools see of one sign of interference from one peer. Immutable. */
public final class PeerSighting {
    private final String peer;
    private final String sighting;
    private final long count;
    private final Instant last;

    PeerSighting(String peer, String sighting, long count, Instant last) {
        this.peer = peer;
        this.sighting = sighting;
        this.count = count;
        this.last = last;
    }

    /** The IP address. */
    public String getPeer() {
        return peer;
    }

    /** What was seen, in a few words. */
    public String getSighting() {
        return sighting;
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
