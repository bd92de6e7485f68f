package org.postern.ra;

import java.time.Instant;
import org.postern.net.Moment;
import org.postern.net.Time;

/** One adapter in management tools. Thread-safe. */
final class AdapterStatus extends TrafficStatus implements AdapterStatusMXBean {
    private final AdapterIdentity identity;
    private final Time time;
    private final Instant started;
    private final Moment since;

    AdapterStatus(AdapterIdentity identity, AddressCounters counters, Time time) {
        super(counters);
        this.identity = identity;
        this.time = time;
        this.started = time.now();
        this.since = time.moment();
    }

    @Override
    public String getName() {
        return identity.name();
    }

    @Override
    public String getStarted() {
        return started.toString();
    }

    @Override
    public long getUptimeSeconds() {
        return time.moment().since(since).toSeconds();
    }
}
