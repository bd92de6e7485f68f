package org.postern.ra;

import java.time.Duration;
import java.util.function.Supplier;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.config.AdapterConfig;
import org.postern.ra.log.ConnectionMessages;
import org.postern.ra.log.Log;
import org.postern.ra.log.Messages;
import org.postern.ra.management.ConnectionObserver;
import org.postern.ra.management.DescribedBean;
import org.postern.ra.management.History;
import org.postern.ra.management.HistoryMXBean;
import org.postern.ra.management.Interference;
import org.postern.ra.management.ManagementBeans;
import org.postern.ra.management.ManagementRegistry;
import org.postern.ra.management.Registration;
import org.postern.ra.management.StatusServices;
import org.postern.ra.management.TlsAnomalies;
import org.postern.ra.management.TlsCounters;
import org.postern.ra.work.Check;

/** What is counted, logged and shown of the connections of one adapter. Immutable. */
final class Observation {
    private final TlsCounters counters = new TlsCounters();
    private final History history;
    private final Registration place;
    private final ManagementBeans managementBeans;
    private final ConnectionObserver observer;
    private final Time time;

    /**
     * Begins with nothing seen.
     *
     * @param config how much is kept, and the directory that lines about full disks name
     * @param logInterval in which the same is said once
     */
    Observation(
            Log log,
            AdapterConfig config,
            Supplier<Duration> logInterval,
            ManagementRegistry registry,
            Surroundings surroundings,
            BlockingTasks blocking,
            Messages messages) {
        time = surroundings.time();
        history = new History(config.historyMessages(), time);
        place = registry.only(() -> registry.name("History"), DescribedBean.of(HistoryMXBean.class, history));
        TlsAnomalies anomalies = new TlsAnomalies();
        ConnectionMessages lines = new ConnectionMessages(log, config.spoolDirectory());
        managementBeans = new ManagementBeans(
                registry,
                new StatusServices(counters, anomalies, blocking, time, messages),
                surroundings.machine().addresses());
        observer = new ConnectionObserver(
                counters,
                history,
                new Interference(counters, anomalies, logInterval, time, lines),
                managementBeans::beginsInPlaintext,
                logInterval,
                time,
                lines);
    }

    /** Shows the history, when the adapter has its name. */
    void open() {
        place.open();
    }

    /** Of messages. */
    History history() {
        return history;
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
