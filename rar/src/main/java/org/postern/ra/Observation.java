package org.postern.ra;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.log.ConnectionMessages;
import org.postern.ra.log.Log;
import org.postern.ra.log.Messages;
import org.postern.ra.management.ConnectionObserver;
import org.postern.ra.management.Interference;
import org.postern.ra.management.ManagementBeans;
import org.postern.ra.management.ManagementRegistry;
import org.postern.ra.management.StatusServices;
import org.postern.ra.management.TlsAnomalies;
import org.postern.ra.management.TlsCounters;
import org.postern.ra.work.Check;

/** What is counted, logged and shown of the connections of one adapter. Immutable. */
final class Observation {
    private final TlsCounters counters = new TlsCounters();
    private final ManagementBeans managementBeans;
    private final ConnectionObserver observer;
    private final Time time;

    /**
     * Begins with nothing seen.
     *
     * @param spool the directory that lines about full disks name
     * @param logInterval in which the same is said once
     */
    Observation(
            Log log,
            Path spool,
            Supplier<Duration> logInterval,
            ManagementRegistry registry,
            Surroundings surroundings,
            BlockingTasks blocking,
            Messages messages) {
        time = surroundings.time();
        TlsAnomalies anomalies = new TlsAnomalies();
        ConnectionMessages lines = new ConnectionMessages(log, spool);
        managementBeans = new ManagementBeans(
                registry,
                new StatusServices(counters, anomalies, blocking, time, messages),
                surroundings.machine().addresses());
        observer = new ConnectionObserver(
                counters,
                new Interference(counters, anomalies, logInterval, time, lines),
                managementBeans::beginsInPlaintext,
                logInterval,
                time,
                lines);
    }

    TlsCounters counters() {
        return counters;
    }

    /** Those of local addresses. */
    ManagementBeans managementBeans() {
        return managementBeans;
    }

    /** Looks whether addresses offer something else than before, and whether the machine has others. */
    Check check(Messages messages) {
        return new Check("the local addresses", managementBeans::check, time, messages);
    }

    /** Who hears of what happens on connections. */
    ConnectionObserver observer() {
        return observer;
    }
}
