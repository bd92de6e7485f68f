package org.postern.tls.ocsp;

import java.time.Duration;
import java.time.Instant;

/** What a responder has signed about one certificate, and how long that is good. Immutable. */
public final class OcspAnswer {
    /** How far clocks may be apart. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private final byte[] encoded;
    private final Instant thisUpdate;
    private final Instant nextUpdate;

    OcspAnswer(byte[] encoded, Instant thisUpdate, Instant nextUpdate) {
        this.encoded = encoded;
        this.thisUpdate = thisUpdate;
        this.nextUpdate = nextUpdate;
    }

    /** As it came, and goes to clients. Not to be written to. */
    public byte[] encoded() {
        return encoded;
    }

    /** At that moment the authority knew it to be true. */
    public Instant thisUpdate() {
        return thisUpdate;
    }

    /** From then on it is not good any more. */
    public Instant nextUpdate() {
        return nextUpdate;
    }

    public boolean isGoodAt(Instant moment) {
        return !isOfTheFutureAt(moment) && moment.isBefore(nextUpdate);
    }

    boolean isOfTheFutureAt(Instant moment) {
        return thisUpdate.isAfter(moment.plus(SKEW));
    }
}
