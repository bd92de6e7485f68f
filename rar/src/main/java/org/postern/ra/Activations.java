package org.postern.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.address.Arrivals;
import org.postern.ra.address.Release;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.Property;
import org.postern.ra.delivery.Activation;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.work.Ending;

/** The activations of a running adapter, from their beginning to their end. Thread-safe. */
public final class Activations {
    private final Map<Property, String> adapterValues;
    private final ActivationServices services;
    private final Arrivals arrivals;
    private final Time time;
    private final LifeMessages messages;

    /** In the order in which they began, which decides who finds a place when not all do. */
    private final Map<EndpointKey, ActivationStatus> active = Collections.synchronizedMap(new LinkedHashMap<>());

    /** Those that a former adapter left, and whose beans the container has not activated itself since. */
    private final List<EndpointKey> takenOver = new CopyOnWriteArrayList<>();

    /** Those that a former adapter left and that the configuration does not allow. The next one may. */
    private final List<OrphanedActivation> refused = new CopyOnWriteArrayList<>();

    /** Those that have ended because the adapter is about to be stopped. */
    private final List<OrphanedActivation> endedByStop = new CopyOnWriteArrayList<>();

    private final AtomicInteger begun = new AtomicInteger();
    private final ActivationEnds ends;
    private final RestartDetector restarts;
    private final BooleanSupplier haveSuccessors;

    /** The adapter is stopped, whatever is activated after that. */
    private volatile boolean ended;

    /**
     * Begins with none.
     *
     * @param haveSuccessors whether another adapter may go on with them when this one is stopped
     */
    Activations(
            Map<Property, String> adapterValues,
            Supplier<Duration> drainTimeout,
            BooleanSupplier haveSuccessors,
            ActivationServices services) {
        this.adapterValues = adapterValues;
        this.services = services;
        this.arrivals = services.arrivals();
        this.time = services.time();
        this.messages = services.messages();
        this.ends = new ActivationEnds(new DrainTime(time, drainTimeout), services);
        this.restarts = new RestartDetector(time);
        this.haveSuccessors = haveSuccessors;
    }

    boolean isEmpty() {
        return active.isEmpty();
    }

    void activate(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        EndpointKey key = new EndpointKey(factory, spec);
        arrivals.begin();
        try {
            String name = begin(key, ApplicationName.current());
            // What was left of the bean is not for the next adapter any more.
            refused.removeIf(left -> left.name().equals(name));
        } catch (ResourceException e) {
            messages.activationRefused(String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException | Error e) {
            if (ended) {
                throw stopped(e);
            }
            messages.activationFailed(String.valueOf(factory.getActivationName()), e);
            throw e;
        } finally {
            arrivals.end();
        }
    }

    /** Goes on with activations of a former adapter, one after the other. */
    void takeOver(List<OrphanedActivation> all) {
        arrivals.begin();
        try {
            all.forEach(this::takeOver);
        } finally {
            arrivals.end();
        }
    }

    /** Goes on with one, if its bean is still there. */
    private void takeOver(OrphanedActivation left) {
        MessageEndpointFactory factory = left.factory().get();
        if (factory == null) {
            return;
        }
        EndpointKey key = new EndpointKey(factory, left.spec());
        try {
            takenOver.add(key);
            begin(key, left.application());
            messages.takenOver(left.name());
        } catch (ResourceException | RuntimeException | Error e) {
            takenOver.remove(key);
            refused.add(left);
            messages.notTakenOver(left.name(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Ends an activation: its addresses are freed at once, then deliveries under way are waited for, because containers
     * roll them back as soon as this returns.
     */
    void deactivate(MessageEndpointFactory factory, ActivationSpec spec) {
        Moment now = time.moment();
        EndpointKey key = new EndpointKey(factory, spec);
        if (haveSuccessors.getAsBoolean() && restarts.stopFollows()) {
            // The container ends the others next. All together have the time that it gives to a stop.
            Ending ending = new Ending();
            endedByStop.addAll(endActive(Release.KEEP_BOUND, ending));
            ending.tell(messages);
            return;
        }
        refused.removeIf(left -> left.isOf(factory, spec));
        ActivationStatus status = active.get(key);
        if (status != null) {
            try {
                end(key, status, Release.FREE);
            } finally {
                restarts.add(OrphanedActivation.of(status, factory, spec), now);
            }
        }
    }

    /**
     * Ends what the container has left, and gives what it may have forgotten: the adapter is stopped.
     *
     * @param release of their addresses
     */
    List<OrphanedActivation> endAll(Release release, Ending ending) {
        ended = true;
        List<OrphanedActivation> left = new ArrayList<>(restarts.rightBefore());
        left.addAll(endedByStop);
        left.addAll(endActive(release, ending));
        ending.step("what others end", ends::await);
        // Behind those that have a place now.
        left.addAll(refused);
        return left;
    }

    private List<OrphanedActivation> endActive(Release release, Ending ending) {
        Map<EndpointKey, ActivationStatus> all;
        synchronized (active) {
            all = new LinkedHashMap<>(active);
            active.clear();
        }
        takenOver.removeAll(all.keySet());
        List<OrphanedActivation> left = all.entrySet().stream()
                .map(one -> OrphanedActivation.of(
                        one.getValue(), one.getKey().factory(), one.getKey().spec()))
                .toList();
        ends.end(all.values(), release, ending);
        return left;
    }

    /** Those that there are at the moment. */
    List<Activation> all() {
        synchronized (active) {
            return active.values().stream().map(ActivationStatus::activation).toList();
        }
    }

    /** Those that there are at the moment, with the values that each has for itself. */
    Map<Activation, Map<Property, String>> ownValues() {
        Map<Activation, Map<Property, String>> values = new HashMap<>();
        synchronized (active) {
            active.forEach((key, status) -> values.put(status.activation(), key.values()));
        }
        return values;
    }

    private Activation activation(EndpointKey key, Class<?> type, ActivationConfig config, Optional<String> owner)
            throws NotSupportedException {
        try {
            return new Activation(
                    key.factory(),
                    config,
                    type,
                    owner,
                    services.deliveries().counters(),
                    begun.incrementAndGet(),
                    (bean, inTable) -> services.deliveries().log(config.deliveryLog(), bean, inTable));
        } catch (IllegalArgumentException e) {
            throw new NotSupportedException(
                    "The activation of " + key.factory().getEndpointClass() + " is refused: " + e.getMessage(), e);
        }
    }

    /** Gives the name of the activation. */
    private String begin(EndpointKey key, Optional<String> application) throws ResourceException {
        if (!(key.spec() instanceof SmtpActivationSpec smtp)) {
            throw new NotSupportedException("Not an activation spec of this adapter: " + key.spec());
        }
        Configuration configuration = Configuration.ofActivation(smtp.values(), adapterValues);
        Activation activation = activation(key, smtp.listenerType(), ActivationConfig.read(configuration), application);
        try {
            // Payara never calls validate(), and what the adapter's values add is known only here.
            configuration.failOnProblems(SmtpActivationSpec.class);
        } catch (InvalidPropertyException e) {
            throw new NotSupportedException(
                    "The activation of " + activation.name() + " is refused: " + e.getMessage(), e);
        }
        services.inflow().tryCallers();
        if (activation.config().knowsUsers()) {
            services.inflow().tryPasswords();
        }
        List<Activation> formers = makeWayFor(activation);
        if (activation.isPaused()) {
            messages.activationPaused(activation.name(), Property.INITIAL_STATE.beanName());
        }
        ActivationStatus status = new ActivationStatus(activation, application, services);
        try {
            services.acceptors().lease(activation);
        } finally {
            formers.forEach(services.acceptors()::freeKept);
        }
        try {
            active.put(key, status);
            all().forEach(activation::tellFrom);
            status.registration().open();
            ends.renewTime();
            // Looked at after it can be found: whichever comes second, this or the end of all, one sees the other.
            if (ended && end(key, status, Release.FREE)) {
                throw stopped(null);
            }
        } catch (ResourceException | RuntimeException | Error e) {
            end(key, status, Release.FREE); // Containers do not end what did not begin.
            throw e;
        }
        return activation.name();
    }

    private static ResourceException stopped(@Nullable Throwable cause) {
        return new ResourceAdapterInternalException("The resource adapter was stopped meanwhile", cause);
    }

    /** The container has not forgotten a bean after all: what was taken over for it ends. */
    private List<Activation> makeWayFor(Activation activation) {
        List<Activation> formers = new ArrayList<>();
        for (EndpointKey key : takenOver) {
            ActivationStatus former = active.get(key);
            if (former != null && former.getName().equals(activation.name()) && end(key, former, Release.KEEP_BOUND)) {
                formers.add(former.activation());
            }
        }
        return formers;
    }

    /** Ends one, unless another thread does. Tells whether it was ended here. */
    private boolean end(EndpointKey key, ActivationStatus status, Release release) {
        // Counted before it is taken from the active ones: the thread that stops the adapter finds it here or there.
        return ends.underWay(() -> {
            if (!active.remove(key, status)) {
                return false;
            }
            takenOver.remove(key); // It would keep the classes of an application that is gone.
            Ending ending = new Ending();
            ends.end(List.of(status), release, ending);
            ending.tell(messages);
            return true;
        });
    }
}
