package org.postern.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Payara and GlassFish do with an adapter while the server runs (decision 25): for each changed property they end its
 * beans, the first time only, stop it, and start another instance. Once that has failed they start nothing any more.
 */
final class FakePayara implements AutoCloseable {
    private final RunningServer server;
    private final Map<Property, String> properties = new EnumMap<>(Property.class);
    private final Map<FakeBean, SmtpActivationSpec> known = new LinkedHashMap<>();
    private @Nullable SmtpResourceAdapter running;

    /** Deploys the adapter of a server, which is not started itself. */
    FakePayara(RunningServer server) throws ResourceAdapterInternalException {
        this.server = server;
        properties.putAll(server.adapter.values());
        running = started();
    }

    void deploy(FakeBean bean, SmtpActivationSpec spec) throws ResourceException {
        adapter().endpointActivation(bean, spec);
        known.put(bean, spec);
    }

    void deploy(FakeBean bean) throws ResourceException {
        deploy(bean, new SmtpActivationSpec());
    }

    /** Changes a property, or takes it away. */
    void set(Property property, @Nullable String value) {
        if (value == null) {
            properties.remove(property);
        } else {
            properties.put(property, value);
        }
        if (running != null) {
            stop();
            try {
                running = started();
            } catch (ResourceAdapterInternalException e) {
                running = null;
            }
        }
    }

    /** Whether an adapter is there that it would stop and start again. */
    boolean hasAdapter() {
        return running != null;
    }

    @Override
    public void close() {
        if (running != null) {
            stop();
        }
        RunningServer.forgetWhatIsLeft();
    }

    private void stop() {
        known.forEach(adapter()::endpointDeactivation);
        known.clear();
        adapter().stop();
        running = null;
    }

    private SmtpResourceAdapter started() throws ResourceAdapterInternalException {
        SmtpResourceAdapter adapter = new SmtpResourceAdapter();
        properties.forEach(adapter::set);
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
