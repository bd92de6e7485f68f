package org.postern.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.management.MBeanServer;
import org.postern.net.SpoolDirectory;
import org.postern.net.Time;
import org.postern.net.Transport;
import org.postern.ra.config.Property;
import org.postern.ra.duplicates.StateFolder;
import org.postern.ra.duplicates.StateNames;

/** The adapter for a simulation that lives in a package of its own: the real one, in other surroundings. */
public final class SimulatedAdapter {
    private final SmtpResourceAdapter adapter;

    /** What the adapters of one class loader share. */
    public static final class Place {
        private final ActivationHandover handover = new ActivationHandover();
    }

    public SimulatedAdapter(
            Time time,
            Transport transport,
            SpoolDirectory spool,
            StateFolder state,
            Map<Object, Object> marks,
            List<InetAddress> machine,
            MBeanServer management,
            RandomGenerator random,
            String server,
            Place place) {
        StateNames names = new StateNames(state, marks);
        Surroundings surroundings = new Surroundings(
                time,
                transport,
                new Surroundings.Disk(directory -> spool, directory -> names),
                new Surroundings.Machine(() -> machine, management, server),
                random);
        adapter = new SmtpResourceAdapter(surroundings, place.handover);
    }

    public SimulatedAdapter with(Map<String, String> values) {
        set(adapter, values);
        return this;
    }

    public void start(BootstrapContext container) throws ResourceAdapterInternalException {
        adapter.start(container);
    }

    public void stop() {
        adapter.stop();
    }

    /** Gives what {@link #deactivate} wants. */
    public ActivationSpec activate(MessageEndpointFactory factory, Map<String, String> values)
            throws ResourceException {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        set(spec, values);
        spec.setResourceAdapter(adapter);
        adapter.endpointActivation(factory, spec);
        return spec;
    }

    public void deactivate(MessageEndpointFactory factory, ActivationSpec spec) {
        adapter.endpointDeactivation(factory, spec);
    }

    private static void set(SmtpSettings settings, Map<String, String> values) {
        values.forEach((name, value) -> {
            for (Property property : Property.values()) {
                if (property.beanName().equals(name)) {
                    settings.set(property, value);
                    return;
                }
            }
            throw new IllegalArgumentException("No property " + name);
        });
    }
}
