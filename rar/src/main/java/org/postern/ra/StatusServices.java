package org.postern.ra;

import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What the statuses of all local addresses share.
 *
 * @param threads runs what listeners of management beans do
 */
record StatusServices(TlsCounters counters, Sightings sightings, Executor threads, Clock clock, Messages messages) {}
