package org.postern.ra;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postern.net.Time;
import org.postern.ra.address.Acceptors;
import org.postern.ra.address.AddressServices;
import org.postern.ra.address.Arrivals;
import org.postern.ra.address.KeptSockets;
import org.postern.ra.address.Release;
import org.postern.ra.config.AdapterConfig;
import org.postern.ra.config.AdapterLimits;
import org.postern.ra.config.Property;
import org.postern.ra.config.WritableLimits;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.delivery.DeliveryMessages;
import org.postern.ra.delivery.Transactions;
import org.postern.ra.duplicates.DuplicateMemory;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.log.Log;
import org.postern.ra.log.Messages;
import org.postern.ra.management.LimitAttributes;
import org.postern.ra.management.ManagementRegistry;
import org.postern.ra.shared.CommonMemory;
import org.postern.ra.shared.CommonSecrets;
import org.postern.ra.shared.SharedStores;
import org.postern.ra.work.Check;
import org.postern.ra.work.Ending;
import org.postern.ra.work.PeriodicChecks;

/** All that exists between start and stop of a resource adapter. Thread-safe. */
final class RunningAdapter {
    /** Changes of key stores and dates are noticed after at most this time. */
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(1);

    private static final Duration SETTLE_PERIOD = Duration.ofSeconds(1);

    private final AdapterConfig config;
    private final FormerValues former;
    private final Log log;
    private final Messages messages;
    private final LifeMessages life;
    private final CommonSecrets secrets;
    private final AdapterThreads threads;
    private final DeliveryParts delivering;
    private final Observation observed;
    private final PeriodicChecks checks;
    private final ManagementRegistry registry;
    private final WritableLimits<AdapterLimits> limits;
    private final AdapterStatus status;
    private final Activations activations;
    private final KeptSockets kept = new KeptSockets();
    private final BootstrapContext context;
    private final Time time;
    private final ActivationHandover place;

    private RunningAdapter(
            BootstrapContext context,
            Transactions transactions,
            AcceptedConfig accepted,
            ActivationHandover place,
            Surroundings surroundings,
            Log log) {
        this.log = log;
        this.messages = new Messages(log);
        this.life = new LifeMessages(log);
        this.config = accepted.config();
        this.limits = limits(accepted.values());
        this.context = context;
        this.place = place;
        time = surroundings.time();
        former = new FormerValues(accepted.values(), place.left().values(), time.moment());
        secrets = new CommonSecrets(time);
        threads = threads(surroundings);
        IdentityMessages identities = new IdentityMessages(log);
        Optional<CommonMemory> common = common(config, threads, time, log);
        DuplicateMemory memory = DeliveryParts.memory(accepted, common, surroundings, messages);
        delivering = new DeliveryParts(threads, transactions, memory, time, new DeliveryMessages(log), identities);
        registry = new ManagementRegistry(
                surroundings.machine().management(), config.identity(), threads.blocking(), time, messages);
        observed = observation(surroundings);
        ConnectionShare share = new ConnectionShare(config, limits, common, threads, surroundings);
        Arrivals arrivals = new Arrivals(time, surroundings.settling());
        Acceptors acceptors = new Acceptors(new AddressServices(
                share.services(delivering.inflow(), identities, observed.observer()),
                delivering.ofAddresses(),
                arrivals,
                observed.managementBeans(),
                observed.history(),
                kept,
                new AddressServices.Lines(life, messages)));
        activations = new Activations(
                accepted.values(),
                () -> limits.get().drainTimeout(),
                place::isLast,
                new ActivationServices(
                        acceptors, arrivals, delivering.deliveries(), delivering.inflow(), registry, time, life));
        status = new AdapterStatus(
                config.identity(),
                observed.counters().all(),
                delivering.deliveries().counters(),
                new AdapterResources(share.limits(), delivering.memory(), common),
                new Trials(accepted.values(), activations, acceptors, threads.blocking(), time),
                time);
        checks = new PeriodicChecks(threads.ofChecks(), time, messages, all(share, acceptors));
    }

    /** Those of addresses come and go. */
    private Supplier<Collection<Check>> all(ConnectionShare share, Acceptors acceptors) {
        List<Check> first = List.of(delivering.check(messages), share.check(messages));
        List<Check> last = List.of(
                observed.check(messages),
                registry.check(),
                share.checkOfCommon(secrets, messages),
                share.checkOfCounts(messages),
                cleaning());
        return () ->
                Stream.of(first, acceptors.checks(), last).flatMap(List::stream).toList();
    }

    private Observation observation(Surroundings surroundings) {
        return new Observation(
                log,
                config,
                () -> limits.get().interferenceLogInterval(),
                registry,
                surroundings,
                threads.blocking(),
                messages);
    }

    private AdapterThreads threads(Surroundings surroundings) {
        return new AdapterThreads(context.getWorkManager(), config.ioThreads(), secrets, surroundings, messages, life);
    }

    private static Optional<CommonMemory> common(AdapterConfig config, AdapterThreads threads, Time time, Log log) {
        return SharedStores.of(config.shared(), threads.blocking(), threads.loops()::after, time, log);
    }

    private Check cleaning() {
        Deliveries deliveries = delivering.deliveries();
        // Each of them, whatever there is left of another's.
        return new KeptRows(
                        () -> activations.all().stream()
                                .map(deliveries::cleanLog)
                                .reduce(false, Boolean::logicalOr),
                        time)
                .check(messages);
    }

    private static WritableLimits<AdapterLimits> limits(Map<Property, String> values) {
        return new WritableLimits<>(
                values, property -> property.scope() == Property.Scope.ADAPTER, AdapterLimits::read);
    }

    /** Starts, and goes on with the activations that a former adapter has left. */
    static RunningAdapter start(
            BootstrapContext context, SmtpSettings wanted, ActivationHandover place, Surroundings surroundings)
            throws ResourceAdapterInternalException {
        Log log = new Log(surroundings.time());
        LifeMessages life = new LifeMessages(log);
        try {
            AcceptedConfig accepted = AcceptedConfig.choose(wanted, place.left(), life);
            RunningAdapter adapter = start(context, accepted, place, surroundings, log);
            adapter.goOn(place.begin());
            return adapter;
        } catch (ResourceAdapterInternalException | RuntimeException | Error e) {
            place.left().sockets().freeAll();
            String forgotten = place.left().names();
            if (!forgotten.isEmpty()) {
                life.notRestarted(forgotten, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static RunningAdapter start(
            BootstrapContext context,
            AcceptedConfig accepted,
            ActivationHandover place,
            Surroundings surroundings,
            Log log)
            throws ResourceAdapterInternalException {
        Transactions transactions = Transactions.of(context);
        RunningAdapter adapter = new RunningAdapter(context, transactions, accepted, place, surroundings, log);
        try {
            adapter.startChecks();
            adapter.registry.open(
                    adapter.status,
                    new LimitAttributes(
                            adapter.limits,
                            "the adapter " + adapter.config.identity().name(),
                            adapter.life),
                    place.isInUse());
            adapter.observed.open();
            adapter.life.started();
            return adapter;
        } catch (ResourceAdapterInternalException | RuntimeException | Error e) {
            // No container calls stop() when start() has failed.
            adapter.abandon();
            throw e;
        }
    }

    /** The activations between start and stop. */
    Activations activations() {
        return activations;
    }

    /** Ends what the container has left, gives all threads back, and leaves the activations to the next adapter. */
    void stop() {
        Ending ending = new Ending();
        Optional<Timer> timer = timerOfKeeping();
        Release release = timer.isPresent() ? Release.KEEP_BOUND : Release.FREE;
        List<OrphanedActivation> ended = new ArrayList<>();
        ending.step("the activations", () -> ended.addAll(activations.endAll(release, ending)));
        Left left = new Left(ended, former.at(time.moment()), kept);
        ending.step(
                "the addresses that are kept",
                () -> timer.ifPresentOrElse(
                        one -> KeepingTime.begin(kept, one, KeepingTime.CLASSES_ARE_GONE, time), kept::freeAll));
        ending.step("management beans", () -> registry.await(registry.away(registry::close)));
        AtomicBoolean inTime = new AtomicBoolean();
        ending.step("the event loops", () -> inTime.set(threads.closeLoops()));
        ending.step("the memory of duplicates", delivering::closeMemory);
        ending.step("the event loop of tasks", () -> life.stopped(threads.closeDispatcher() && inTime.get()));
        ending.step("what the next adapter goes on with", () -> {
            if (!place.end(left)) {
                kept.freeAll();
                if (!left.activations().isEmpty()) {
                    life.notLeft(left.names());
                }
            }
        });
        ending.tell(life);
    }

    /** Takes over what was left. What of it no bean wants any more is over. */
    private void goOn(Left left) {
        try {
            kept.takeAll(left.sockets());
            activations.takeOver(left.activations());
            kept.freeAll().forEach(life::closed);
        } catch (RuntimeException | Error e) {
            stop(); // It runs, and no container stops what has not started.
            throw e;
        }
    }

    /** Addresses are not kept without it, nor without an adapter that could go on with them. */
    private Optional<Timer> timerOfKeeping() {
        return !place.isLast() || (activations.isEmpty() && kept.isEmpty())
                ? Optional.empty()
                : KeepingTime.timerOf(context);
    }

    /** What has been started in vain gives back what it has got already, without waiting. */
    private void abandon() {
        Ending ending = new Ending();
        ending.step("management beans", registry::close);
        threads.release(ending);
        ending.step("the memory of duplicates", delivering.memory()::close);
        ending.tell(life);
    }

    /** The first call for a thread also shows whether the container gives any. */
    private void startChecks() throws ResourceAdapterInternalException {
        try {
            threads.start();
            threads.loops().every(SETTLE_PERIOD, delivering::answerWhoWaitsTooLong);
            threads.loops().every(CHECK_PERIOD, this::check);
        } catch (RuntimeException e) {
            // Payara hands out a broken WorkManager when the thread pool was created after the server's start.
            throw new ResourceAdapterInternalException(
                    "The container's WorkManager gives no threads. If a thread pool was chosen for the adapter, restart"
                            + " the server or choose another one",
                    e);
        }
    }

    private void check() {
        observed.observer().settle();
        log.settle();
        delivering.inflow().settle();
        checks.begin();
    }
}
