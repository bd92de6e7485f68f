package org.postern.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.postern.net.ThreadLocals;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.log.Log;

/**
 * The resource adapter as the container sees it: configuration and life cycle. All work is done by
 * {@link RunningAdapter}, which exists from start to stop.
 */
public final class SmtpResourceAdapter extends AdapterSettings implements ResourceAdapter {
    private final Surroundings surroundings;
    private final ActivationHandover place;
    /** Whether a container can take the classes away before the adapter has stopped. */
    private final boolean losesClasses;

    private final IntrospectionCaches introspection = new IntrospectionCaches(
            SmtpResourceAdapter.class, SmtpActivationSpec.class, AdapterSettings.class, SmtpSettings.class);
    private final AdapterLife life;

    /** As the container makes it. */
    public SmtpResourceAdapter() {
        this(Surroundings.real(), ActivationHandover.PLACE);
    }

    /**
     * An adapter for the container of {@code postern-test}. All beans are there before its first client, so it waits for none that
     * may come; it leaves nothing to a next adapter of the same JVM, and loads its classes when it needs them.
     */
    public static SmtpResourceAdapter forTests() {
        return new SmtpResourceAdapter(Surroundings.real().withoutSettling(), new ActivationHandover(), false);
    }

    /** In other surroundings than the real ones. */
    SmtpResourceAdapter(Surroundings surroundings, ActivationHandover place) {
        this(surroundings, place, true);
    }

    private SmtpResourceAdapter(Surroundings surroundings, ActivationHandover place, boolean losesClasses) {
        this.losesClasses = losesClasses;
        this.surroundings = surroundings;
        this.place = place;
        this.life = new AdapterLife(place, () -> new LifeMessages(new Log(surroundings.time())));
    }

    /**
     * {@inheritDoc} Refuses a configuration that cannot work, with all that is wrong in one message. Goes on with what a
     * former instance has left, see {@link ActivationHandover}.
     */
    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        boolean started = false;
        try {
            if (losesClasses) {
                // Whatever becomes of the start: Payara keeps what it has made for an adapter that did not start, and
                // asks its class loader, which is closed by then, for the work contexts of the next one.
                ReachableClasses.load().failWithoutApi();
            }
            ThreadLocals.clearAfter(() -> life.start(() -> RunningAdapter.start(context, this, place, surroundings)));
            started = true;
        } finally {
            if (!started) {
                introspection.forget();
            }
        }
    }

    @Override
    public void stop() {
        try {
            ThreadLocals.clearAfter(life::stop);
        } finally {
            introspection.forget();
        }
    }

    /** {@inheritDoc} Before the start it waits for that. */
    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        ThreadLocals.clearAfter(() -> life.activate(factory, spec));
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        ThreadLocals.clearAfter(() -> life.deactivate(factory, spec));
    }

    @Override
    boolean isOver() {
        return life.isOver();
    }

    /** There is nothing to recover: the adapter takes part in no transaction, it only watches them end. */
    @Override
    public XAResource @Nullable [] getXAResources(ActivationSpec[] specs) {
        return null;
    }

    /** By configuration alone, as section 20.4.2 of the specification wants it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SmtpResourceAdapter adapter && values().equals(adapter.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }
}
