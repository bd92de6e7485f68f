package org.postern.ra.management;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.postern.ip.LocalAddress;

/**
 * The counters of all local addresses. They outlive their address, so that a redeployment does not begin again.
 * Thread-safe.
 */
public final class TlsCounters {
    /** A machine may have millions of local addresses (127.0.0.0/8), and who connects chooses among them. */
    private static final int CAPACITY = 10_000;

    private final AddressCounters all = new AddressCounters();
    private final AddressCounters others = new AddressCounters(all);
    private final Map<LocalAddress, AddressCounters> counters = new ConcurrentHashMap<>();

    /** Those of one address; of one too many, those that all of these share. */
    AddressCounters at(LocalAddress local) {
        AddressCounters known = counters.get(local);
        if (known != null) {
            return known;
        }
        return counters.size() < CAPACITY
                ? counters.computeIfAbsent(local, absent -> new AddressCounters(all))
                : others;
    }

    /** What has happened at all of them. */
    public AddressCounters all() {
        return all;
    }
}
