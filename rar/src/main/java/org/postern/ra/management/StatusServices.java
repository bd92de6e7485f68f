package org.postern.ra.management;

import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.log.Messages;

/**
 * What the statuses of all local addresses share.
 *
 * @param threads runs what listeners of management beans do
 */
public record StatusServices(
        TlsCounters counters, TlsAnomalies anomalies, BlockingTasks threads, Time time, Messages messages) {}
