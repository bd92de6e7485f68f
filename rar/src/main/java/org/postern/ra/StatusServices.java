package org.postern.ra;

import org.postern.net.BlockingTasks;
import org.postern.net.Time;

/**
 * What the statuses of all local addresses share.
 *
 * @param threads runs what listeners of management beans do
 */
record StatusServices(TlsCounters counters, Sightings sightings, BlockingTasks threads, Time time, Messages messages) {}
