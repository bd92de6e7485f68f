package org.postern.ra;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionServices;
import org.postern.net.EventLoops;
import org.postern.net.Ids;
import org.postern.net.NullMx;
import org.postern.net.RatePerMinute;
import org.postern.net.SpoolSpace;
import org.postern.net.Time;

/** All that exists between start and stop of a resource adapter. Thread-safe. */
final class RunningAdapter {
    /** Changes of key stores and dates are noticed after at most this time. */
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(1);

    private static final Duration SETTLE_PERIOD = Duration.ofSeconds(1);

    /** Event loops need no longer to end. */
    private static final Duration LOOPS_END = Duration.ofSeconds(4);

    private final AdapterConfig config;
    private final Map<Property, String> values;
    private final Messages messages = new Messages();
    private final LifeMessages life = new LifeMessages();
    private final WorkThreads threads;
    private final EventLoops loops;
    private final DuplicateMemory memory;
    private final Deliveries deliveries;
    private final ContainerRealm realm;
    private final ConnectionObserver observer;
    private final Acceptors acceptors;
    private final KeyStoreChecks checks;
    private final ManagementRegistry registry;
    private final Activations activations;

    private RunningAdapter(
            BootstrapContext context,
            TransactionSynchronizationRegistry transactions,
            AcceptedConfig accepted,
            Surroundings surroundings) {
        this.config = accepted.config();
        this.values = accepted.values();
        Time time = surroundings.time();
        Ids ids = new Ids(time.now().toEpochMilli(), surroundings.random());
        threads = new WorkThreads(context.getWorkManager());
        loops = new EventLoops(config.ioThreads(), surroundings.transport(), threads, time);
        memory = new DuplicateMemory(duplicateFile(), config.duplicateWindow(), time);
        IdentityMessages identities = new IdentityMessages();
        SecurityInflow inflow = new SecurityInflow(context.getWorkManager(), time, identities);
        deliveries = new Deliveries(
                context.getWorkManager(), transactions, inflow, config.drainTimeout(), memory, time, messages);
        TlsCounters counters = new TlsCounters();
        Sightings sightings = new Sightings();
        ConnectionMessages connectionMessages = new ConnectionMessages();
        registry = new ManagementRegistry(surroundings.management(), config.identity(), messages);
        ManagementBeans managementBeans = new ManagementBeans(
                registry, new StatusServices(counters, sightings, threads, time, messages), surroundings.machine());
        observer = new ConnectionObserver(
                counters,
                new Interference(counters, sightings, config.interferenceLogInterval(), time, connectionMessages),
                managementBeans::beginsInPlaintext,
                config.interferenceLogInterval(),
                time,
                connectionMessages);
        SpoolSpace spool = new SpoolSpace(surroundings.spool().apply(config.spoolDirectory()), config.spool());
        ConnectionCounter counter = new ConnectionCounter(config.connections(), time);
        realm = new ContainerRealm(
                inflow,
                new Guesses(config.maxFailedAuthentications(), config.failedAuthenticationWindow(), time),
                loops,
                time,
                identities);
        ConnectionServices services = new ConnectionServices(
                loops,
                threads,
                counter,
                new RatePerMinute(config.maxMessagesPerPeerPerMinute(), time),
                spool,
                ids,
                time,
                surroundings.transport(),
                new NullMx(loops, config.dnsServers()),
                realm,
                observer);
        acceptors = new Acceptors(
                services,
                deliveries,
                new Inquiries(context.getWorkManager(), inflow, loops, messages),
                managementBeans,
                life);
        activations =
                new Activations(values, config.drainTimeout(), inflow, acceptors, deliveries, registry, time, life);
        checks = new KeyStoreChecks(threads, time, messages, () -> look(spool), managementBeans::check);
    }

    /** Starts, and goes on with the activations that a former adapter has left. */
    static RunningAdapter start(
            BootstrapContext context, Map<Property, String> values, HandOver place, Surroundings surroundings)
            throws ResourceAdapterInternalException {
        SecurityInflow.loadContexts();
        try {
            RunningAdapter adapter =
                    start(context, AcceptedConfig.choose(values, place.left(), new LifeMessages()), surroundings);
            place.begin().activations().forEach(adapter.activations::takeOver);
            return adapter;
        } catch (ResourceAdapterInternalException e) {
            String forgotten = place.left().names();
            if (!forgotten.isEmpty()) {
                new LifeMessages().notRestarted(forgotten, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static RunningAdapter start(BootstrapContext context, AcceptedConfig accepted, Surroundings surroundings)
            throws ResourceAdapterInternalException {
        TransactionSynchronizationRegistry transactions = context.getTransactionSynchronizationRegistry();
        if (transactions == null) {
            throw new ResourceAdapterInternalException("The container gives resource adapters no"
                    + " TransactionSynchronizationRegistry (Jakarta Connectors 2.1, section 4.5): the outcome of a"
                    + " delivery could not be known");
        }
        RunningAdapter adapter = new RunningAdapter(context, transactions, accepted, surroundings);
        adapter.startChecks();
        adapter.registry.open(new AdapterStatus(adapter.config.identity(), surroundings.time()));
        adapter.life.started();
        return adapter;
    }

    /** The activations between start and stop. */
    Activations activations() {
        return activations;
    }

    /** Ends what the container has left, gives all threads back, and leaves the activations to whoever comes next. */
    void stop(HandOver place) {
        Left left = new Left(activations.endAll(), values);
        registry.close();
        life.stopped(loops.close(LOOPS_END));
        closeMemory();
        if (!place.end(left) && !left.activations().isEmpty()) {
            life.notLeft(left.names());
        }
    }

    /** A message may come twice without it: no reason not to start. */
    private DuplicateFile duplicateFile() {
        try {
            return config.duplicateWindow().isZero()
                    ? DuplicateFile.inMemory(1)
                    : DuplicateFile.open(config.stateDirectory(), config.maxRememberedMessages());
        } catch (IOException | RuntimeException e) {
            messages.noStateDirectory(config.stateDirectory(), e);
            return DuplicateFile.inMemory(config.maxRememberedMessages());
        }
    }

    private void closeMemory() {
        try {
            memory.close();
        } catch (IOException e) {
            messages.noStateDirectory(config.stateDirectory(), e);
        }
    }

    /** The first call for a thread also shows whether the container gives any. */
    private void startChecks() throws ResourceAdapterInternalException {
        try {
            loops.every(SETTLE_PERIOD, deliveries::settle);
            loops.every(CHECK_PERIOD, this::check);
        } catch (RuntimeException e) {
            // Payara hands out a broken WorkManager when the thread pool was created after the server's start. And it
            // does not call stop() when start() has failed.
            loops.release();
            closeMemory();
            throw new ResourceAdapterInternalException(
                    "The container's WorkManager gives no threads. If a thread pool was chosen for the adapter, restart"
                            + " the server or choose another one",
                    e);
        }
    }

    /** Looks at what has changed outside. Blocks. */
    private void look(SpoolSpace spool) {
        spool.measure();
        acceptors.refreshOffers();
    }

    private void check() {
        observer.settle();
        realm.settle();
        checks.begin();
    }
}
