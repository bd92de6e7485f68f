package org.postern.ra;

import java.util.concurrent.Executor;
import org.postern.net.Time;

/**
 * What the statuses of all local addresses share.
 *
 * @param threads runs what listeners of management beans do
 */
record StatusServices(TlsCounters counters, Sightings sightings, Executor threads, Time time, Messages messages) {}
