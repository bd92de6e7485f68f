package org.postern.ra;

import com.sun.enterprise.connectors.inbound.ActiveInboundResourceAdapterImpl;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postern.ra.config.Property;

/**
 * What Payara and GlassFish do with an adapter while the server runs (decision 25): for each changed property they end its
 * beans, the first time only, stop it, and start another instance. Once that has failed they start nothing any more.
 */
final class FakePayara implements AutoCloseable {
    /** Something that goes on between the stop and the start. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws Exception;
    }

    private final RunningServer server;
    private final Map<Property, String> properties = new EnumMap<>(Property.class);
    private final Map<FakeBean, SmtpActivationSpec> deployed = new LinkedHashMap<>();
    private final Map<FakeBean, SmtpActivationSpec> known = new LinkedHashMap<>();
    private boolean remembering;
    private Meanwhile meanwhile = () -> {};
    private @Nullable SmtpResourceAdapter running;

    /** Deploys the adapter of a server, which is not started itself. */
    FakePayara(RunningServer server) throws ResourceAdapterInternalException {
        this.server = server;
        properties.putAll(server.adapter.values());
        running = started(properties);
    }

    /** Becomes another server, one that ends no beans before it stops the adapter, and activates them again. */
    FakePayara remembering() {
        remembering = true;
        return this;
    }

    void deploy(FakeBean bean, SmtpActivationSpec spec) throws ResourceException {
        adapter().endpointActivation(bean, spec);
        deployed.put(bean, spec);
        if (!remembering) {
            known.put(bean, spec);
        }
    }

    void deploy(FakeBean bean) throws ResourceException {
        deploy(bean, new SmtpActivationSpec());
    }

    /** Lets something go on during each restart. */
    void whileStopped(Meanwhile what) {
        meanwhile = what;
    }

    /** Changes a property, or takes it away. */
    void set(Property property, @Nullable String value) throws Exception {
        if (value == null) {
            properties.remove(property);
        } else {
            properties.put(property, value);
        }
        restartWith(properties);
    }

    /** The same as the console of GlassFish does it: all are taken away before. */
    void replace(Property property, String value) throws Exception {
        restartWith(Map.of());
        set(property, value);
    }

    private void restartWith(Map<Property, String> values) throws Exception {
        if (running != null) {
            stop();
            meanwhile.run();
            restart(values);
        }
    }

    /** Whether an adapter is there that it would stop and start again. */
    boolean hasAdapter() {
        return running != null;
    }

    /** Undeploys everything after a change: it says nothing but stop. */
    void undeploy() {
        stop();
    }

    @Override
    public void close() {
        if (running != null) {
            stop();
        }
        RunningServer.forgetWhatIsLeft();
    }

    private void stop() {
        SmtpResourceAdapter stopped = adapter();
        new ActiveInboundResourceAdapterImpl(() -> {
                    known.forEach(stopped::endpointDeactivation);
                    stopped.stop();
                })
                .destroy();
        known.clear();
        running = null;
    }

    private void restart(Map<Property, String> values) throws ResourceException {
        try {
            running = started(values);
        } catch (ResourceAdapterInternalException e) {
            return;
        }
        if (remembering) {
            for (Map.Entry<FakeBean, SmtpActivationSpec> bean : deployed.entrySet()) {
                running.endpointActivation(bean.getKey(), bean.getValue());
            }
        }
    }

    private SmtpResourceAdapter started(Map<Property, String> values) throws ResourceAdapterInternalException {
        SmtpResourceAdapter adapter = new SmtpResourceAdapter();
        values.forEach(adapter::set);
        adapter.start(new FakeContainer(server.workManager, server.transactions));
        return adapter;
    }

    private SmtpResourceAdapter adapter() {
        if (running == null) {
            throw new IllegalStateException("The adapter is not there any more");
        }
        return running;
    }
}
