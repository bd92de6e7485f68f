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
import org.postern.ra.config.Property;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.log.Log;

/**
 * The resource adapter as the container sees it: configuration and life cycle. All work is done by
 * {@link RunningAdapter}, which exists from start to stop.
 */
public final class SmtpResourceAdapter extends SmtpSettings implements ResourceAdapter {
    private final Surroundings surroundings;
    private final ActivationHandover place;
    /** Whether a container can take the classes away before the adapter has stopped. */
    private final boolean losesClasses;

    private final IntrospectionCaches introspection =
            new IntrospectionCaches(SmtpResourceAdapter.class, SmtpActivationSpec.class, SmtpSettings.class);
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

    public @Nullable String getAdapterName() {
        return get(Property.ADAPTER_NAME);
    }

    public void setAdapterName(@Nullable String value) {
        set(Property.ADAPTER_NAME, value);
    }

    public @Nullable String getSpoolDirectory() {
        return get(Property.SPOOL_DIRECTORY);
    }

    public void setSpoolDirectory(@Nullable String value) {
        set(Property.SPOOL_DIRECTORY, value);
    }

    public @Nullable String getMaxEnvelopeBytes() {
        return get(Property.MAX_ENVELOPE_BYTES);
    }

    public void setMaxEnvelopeBytes(@Nullable String value) {
        set(Property.MAX_ENVELOPE_BYTES, value);
    }

    public @Nullable String getMaxMemoryBytes() {
        return get(Property.MAX_MEMORY_BYTES);
    }

    public void setMaxMemoryBytes(@Nullable String value) {
        set(Property.MAX_MEMORY_BYTES, value);
    }

    public @Nullable String getMaxSpoolBytes() {
        return get(Property.MAX_SPOOL_BYTES);
    }

    public void setMaxSpoolBytes(@Nullable String value) {
        set(Property.MAX_SPOOL_BYTES, value);
    }

    public @Nullable String getMaxSpoolFiles() {
        return get(Property.MAX_SPOOL_FILES);
    }

    public void setMaxSpoolFiles(@Nullable String value) {
        set(Property.MAX_SPOOL_FILES, value);
    }

    public @Nullable String getDuplicateWindowSeconds() {
        return get(Property.DUPLICATE_WINDOW_SECONDS);
    }

    public void setDuplicateWindowSeconds(@Nullable String value) {
        set(Property.DUPLICATE_WINDOW_SECONDS, value);
    }

    public @Nullable String getMaxRememberedMessages() {
        return get(Property.MAX_REMEMBERED_MESSAGES);
    }

    public void setMaxRememberedMessages(@Nullable String value) {
        set(Property.MAX_REMEMBERED_MESSAGES, value);
    }

    public @Nullable String getStateDirectory() {
        return get(Property.STATE_DIRECTORY);
    }

    public void setStateDirectory(@Nullable String value) {
        set(Property.STATE_DIRECTORY, value);
    }

    public @Nullable String getSharedStore() {
        return get(Property.SHARED_STORE);
    }

    public void setSharedStore(@Nullable String value) {
        set(Property.SHARED_STORE, value);
    }

    public @Nullable String getSharedStoreCreate() {
        return get(Property.SHARED_STORE_CREATE);
    }

    public void setSharedStoreCreate(@Nullable String value) {
        set(Property.SHARED_STORE_CREATE, value);
    }

    public @Nullable String getMaxConnections() {
        return get(Property.MAX_CONNECTIONS);
    }

    public void setMaxConnections(@Nullable String value) {
        set(Property.MAX_CONNECTIONS, value);
    }

    public @Nullable String getMaxConnectionsPerPeer() {
        return get(Property.MAX_CONNECTIONS_PER_PEER);
    }

    public void setMaxConnectionsPerPeer(@Nullable String value) {
        set(Property.MAX_CONNECTIONS_PER_PEER, value);
    }

    public @Nullable String getMaxConnectionsPerNetwork() {
        return get(Property.MAX_CONNECTIONS_PER_NETWORK);
    }

    public void setMaxConnectionsPerNetwork(@Nullable String value) {
        set(Property.MAX_CONNECTIONS_PER_NETWORK, value);
    }

    public @Nullable String getNetworkPrefixIpv4() {
        return get(Property.NETWORK_PREFIX_IPV4);
    }

    public void setNetworkPrefixIpv4(@Nullable String value) {
        set(Property.NETWORK_PREFIX_IPV4, value);
    }

    public @Nullable String getNetworkPrefixIpv6() {
        return get(Property.NETWORK_PREFIX_IPV6);
    }

    public void setNetworkPrefixIpv6(@Nullable String value) {
        set(Property.NETWORK_PREFIX_IPV6, value);
    }

    public @Nullable String getMaxConnectionsPerPeerPerMinute() {
        return get(Property.MAX_CONNECTIONS_PER_PEER_PER_MINUTE);
    }

    public void setMaxConnectionsPerPeerPerMinute(@Nullable String value) {
        set(Property.MAX_CONNECTIONS_PER_PEER_PER_MINUTE, value);
    }

    public @Nullable String getMaxMessagesPerPeerPerMinute() {
        return get(Property.MAX_MESSAGES_PER_PEER_PER_MINUTE);
    }

    public void setMaxMessagesPerPeerPerMinute(@Nullable String value) {
        set(Property.MAX_MESSAGES_PER_PEER_PER_MINUTE, value);
    }

    public @Nullable String getMaxFailedAuthentications() {
        return get(Property.MAX_FAILED_AUTHENTICATIONS);
    }

    public void setMaxFailedAuthentications(@Nullable String value) {
        set(Property.MAX_FAILED_AUTHENTICATIONS, value);
    }

    public @Nullable String getFailedAuthenticationSeconds() {
        return get(Property.FAILED_AUTHENTICATION_SECONDS);
    }

    public void setFailedAuthenticationSeconds(@Nullable String value) {
        set(Property.FAILED_AUTHENTICATION_SECONDS, value);
    }

    public @Nullable String getDrainTimeoutSeconds() {
        return get(Property.DRAIN_TIMEOUT_SECONDS);
    }

    public void setDrainTimeoutSeconds(@Nullable String value) {
        set(Property.DRAIN_TIMEOUT_SECONDS, value);
    }

    public @Nullable String getInterferenceLogSeconds() {
        return get(Property.INTERFERENCE_LOG_SECONDS);
    }

    public void setInterferenceLogSeconds(@Nullable String value) {
        set(Property.INTERFERENCE_LOG_SECONDS, value);
    }

    public @Nullable String getDnsServers() {
        return get(Property.DNS_SERVERS);
    }

    public void setDnsServers(@Nullable String value) {
        set(Property.DNS_SERVERS, value);
    }

    public @Nullable String getIoThreads() {
        return get(Property.IO_THREADS);
    }

    public void setIoThreads(@Nullable String value) {
        set(Property.IO_THREADS, value);
    }
}
