package org.postern.ra;

import jakarta.resource.spi.InvalidPropertyException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.address.Acceptors;
import org.postern.ra.address.Trial;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.Property;
import org.postern.ra.delivery.Activation;
import org.postern.ra.management.TriedOffer;

/** Tries values for certificates at a running adapter, for its administrator: one trial at a time. Thread-safe. */
final class Trials {
    /** How long an administrator waits at most for the key stores to be read. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Map<Property, String> adapterValues;
    private final Activations activations;
    private final Acceptors acceptors;
    private final BlockingTasks threads;
    private final Time time;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Trials(
            Map<Property, String> adapterValues,
            Activations activations,
            Acceptors acceptors,
            BlockingTasks threads,
            Time time) {
        this.adapterValues = adapterValues;
        this.activations = activations;
        this.acceptors = acceptors;
        this.threads = threads;
        this.time = time;
    }

    /**
     * What each local address would offer. An empty text is: as configured. Reads key stores, and waits for that.
     *
     * @throws IllegalArgumentException if an adapter with these values would not start, with all that is wrong
     * @throws IllegalStateException if another trial is under way, or the key stores have not been read in time
     */
    TriedOffer[] of(
            @Nullable String certificateBindings,
            @Nullable String keyStore,
            @Nullable String keyStoreType,
            @Nullable String keyStorePassword,
            @Nullable String tls) {
        Map<Property, String> values = new EnumMap<>(Property.class);
        put(values, Property.CERTIFICATE_BINDINGS, certificateBindings);
        put(values, Property.KEY_STORE, keyStore);
        put(values, Property.KEY_STORE_TYPE, keyStoreType);
        put(values, Property.KEY_STORE_PASSWORD, keyStorePassword);
        put(values, Property.TLS, tls);
        Trial trial = trial(values);
        if (!underWay.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "Another trial is under way, or waits for a key store that does not answer. Try again later");
        }
        return await(trial).toArray(TriedOffer[]::new);
    }

    private Trial trial(Map<Property, String> others) {
        try {
            Map<Property, String> values = new EnumMap<>(Property.class);
            values.putAll(adapterValues);
            values.putAll(others);
            read(Configuration.ofAdapter(values));
            Map<Activation, Trial.Other> activations = new HashMap<>();
            for (var one : this.activations.ownValues().entrySet()) {
                Configuration tried =
                        Configuration.ofActivation(one.getValue(), values).with(others);
                List<Property> own = others.keySet().stream()
                        .filter(one.getValue()::containsKey)
                        .toList();
                activations.put(one.getKey(), new Trial.Other(read(tried), own));
            }
            return acceptors.trial(activations);
        } catch (InvalidPropertyException e) {
            // Its own class is not known to management tools.
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    private static ActivationConfig read(Configuration configuration) throws InvalidPropertyException {
        ActivationConfig config = ActivationConfig.read(configuration);
        configuration.failOnProblems(SmtpActivationSpec.class);
        return config;
    }

    private List<TriedOffer> await(Trial trial) {
        List<TriedOffer> rows = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> look =
                threads.run(() -> rows.addAll(trial.look())).whenComplete((done, why) -> underWay.set(false));
        if (!time.await(look, LONGEST)) {
            trial.end();
            throw new IllegalStateException("The key stores have not been read after " + LONGEST.toSeconds()
                    + " s: a file system, a device or the naming service does not answer");
        }
        if (look.isCompletedExceptionally()) {
            throw new IllegalStateException("The key stores could not be read: "
                    + look.handle((done, why) -> why).join());
        }
        return rows;
    }

    private static void put(Map<Property, String> values, Property property, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            values.put(property, text);
        }
    }
}
