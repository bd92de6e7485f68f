package org.postern.ra;

import java.time.Instant;
import java.util.Map;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.config.AdapterIdentity;
import org.postern.ra.delivery.DeliveryCounters;
import org.postern.ra.management.AdapterStatusMXBean;
import org.postern.ra.management.AddressCounters;
import org.postern.ra.management.DurationStatistics;
import org.postern.ra.management.TrafficStatus;
import org.postern.ra.management.TriedOffer;
import org.postern.ra.shared.CommonMemory;

/** One adapter in management tools. Thread-safe. */
final class AdapterStatus extends TrafficStatus implements AdapterStatusMXBean {
    private final AdapterIdentity identity;
    private final DeliveryCounters deliveries;
    private final AdapterResources resources;
    private final Trials trials;
    private final Time time;
    private final Instant started;
    private final Moment since;

    AdapterStatus(
            AdapterIdentity identity,
            AddressCounters counters,
            DeliveryCounters deliveries,
            AdapterResources resources,
            Trials trials,
            Time time) {
        super(counters);
        this.identity = identity;
        this.deliveries = deliveries;
        this.resources = resources;
        this.trials = trials;
        this.time = time;
        this.started = time.now();
        this.since = time.moment();
    }

    @Override
    public String getName() {
        return identity.name();
    }

    @Override
    public String getStarted() {
        return started.toString();
    }

    @Override
    public long getUptimeSeconds() {
        return time.moment().since(since).toSeconds();
    }

    @Override
    public int getConnections() {
        return resources.limits().connections().inAll();
    }

    @Override
    public int getConnectionsLimit() {
        return resources.limits().connections().limits().inAll();
    }

    @Override
    public long getEnvelopeMemoryUsed() {
        return resources.limits().memory().envelopes().used();
    }

    @Override
    public long getEnvelopeMemoryLimit() {
        return resources.limits().memory().envelopes().limit();
    }

    @Override
    public long getConnectionMemoryUsed() {
        return resources.limits().memory().buffers().used();
    }

    @Override
    public long getConnectionMemoryLimit() {
        return resources.limits().memory().buffers().limit();
    }

    @Override
    public long getContentMemoryUsed() {
        return resources.limits().spool().use().memoryOctets();
    }

    @Override
    public long getContentMemoryLimit() {
        return resources.limits().spool().limits().memoryBytes();
    }

    @Override
    public long getSpoolUsed() {
        return resources.limits().spool().use().fileOctets();
    }

    @Override
    public long getSpoolLimit() {
        return resources.limits().spool().limits().fileBytes();
    }

    @Override
    public int getSpoolFilesUsed() {
        return resources.limits().spool().use().files();
    }

    @Override
    public int getSpoolFilesLimit() {
        return resources.limits().spool().limits().files();
    }

    @Override
    public long getSpoolFileSystemLeft() {
        return resources.limits().spool().use().usableOctets();
    }

    @Override
    public int getRememberedMessages() {
        return resources.memory().size();
    }

    @Override
    public int getRememberedMessagesLimit() {
        return resources.memory().isOff() ? 0 : resources.memory().capacity();
    }

    @Override
    public long getDuplicatesRecognised() {
        return deliveries.duplicates();
    }

    @Override
    public String getSharedStore() {
        return resources.common().map(CommonMemory::name).orElse("");
    }

    @Override
    public int getSharedStoreReached() {
        return resources.common().filter(CommonMemory::isReached).isPresent() ? 1 : 0;
    }

    @Override
    public Map<String, Long> getOutcomes() {
        return deliveries.outcomes();
    }

    @Override
    public DurationStatistics getWaitingTime() {
        return deliveries.waitingTime();
    }

    @Override
    public DurationStatistics getDeliveryTime() {
        return deliveries.deliveryTime();
    }

    @Override
    public TriedOffer[] whatIf(
            String certificateBindings, String keyStore, String keyStoreType, String keyStorePassword, String tls) {
        return trials.of(certificateBindings, keyStore, keyStoreType, keyStorePassword, tls);
    }
}
