package org.postern.ra.management;

import java.util.Map;
import org.postern.ra.management.AddressCounters.What;

/** What has happened, in management tools. Thread-safe. */
public abstract class TrafficStatus implements TrafficCounts {
    private final AddressCounters counters;

    public TrafficStatus(AddressCounters counters) {
        this.counters = counters;
    }

    @Override
    public final long getSessions() {
        return counters.sum(What.SESSIONS);
    }

    @Override
    public final long getOctetsReceived() {
        return counters.sum(What.OCTETS);
    }

    @Override
    public final long getMessageOctets() {
        return counters.sum(What.CONTENT);
    }

    @Override
    public final long getMessagesAccepted() {
        return counters.sum(What.MESSAGES, "2");
    }

    @Override
    public final long getMessagesRefused() {
        return counters.sum(What.MESSAGES, "5");
    }

    @Override
    public final long getMessagesDeferred() {
        return counters.sum(What.MESSAGES, "4");
    }

    @Override
    public final Map<String, Long> getMessages() {
        return counters.byKind(What.MESSAGES);
    }

    @Override
    public final long getRecipientsAccepted() {
        return counters.sum(What.RECIPIENTS, "2");
    }

    @Override
    public final long getRecipientsRefused() {
        return counters.sum(What.RECIPIENTS) - getRecipientsAccepted();
    }

    @Override
    public final Map<String, Long> getRecipients() {
        return counters.byKind(What.RECIPIENTS);
    }

    @Override
    public final Map<String, Long> getAuthentications() {
        return counters.byKind(What.CREDENTIALS);
    }

    @Override
    public final long getHandshakesCompleted() {
        return counters.sum(What.HANDSHAKES);
    }

    @Override
    public final long getHandshakesResumed() {
        return counters.sum(What.HANDSHAKES_RESUMED);
    }

    @Override
    public final Map<String, Long> getHandshakesByVersion() {
        return counters.byKind(What.HANDSHAKES);
    }

    @Override
    public final Map<String, Long> getHandshakesByCipherSuite() {
        return counters.byKind(What.HANDSHAKES_BY_SUITE);
    }

    @Override
    public final Map<String, Long> getHandshakesFailed() {
        return counters.byKind(What.HANDSHAKES_FAILED);
    }

    @Override
    public final long getConnectionsClosedForLackOfTls() {
        return counters.sum(What.TLS_IMPOSSIBLE);
    }

    @Override
    public final long getStartTlsWithdrawn() {
        return counters.sum(What.TLS_WITHDRAWN);
    }

    @Override
    public final Map<String, Long> getConnectionsRefused() {
        return counters.byKind(What.CONNECTIONS_REFUSED);
    }

    @Override
    public final Map<String, Long> getConnectionsClosed() {
        return counters.byKind(What.CONNECTIONS_CLOSED);
    }

    @Override
    public final Map<String, Long> getForeignProtocols() {
        return counters.byKind(What.FOREIGN_PROTOCOLS);
    }

    @Override
    public final long getConnectionsNotAccepted() {
        return counters.sum(What.ACCEPTS_FAILED);
    }

    @Override
    public final Map<String, Long> getContentNotStored() {
        return counters.byKind(What.CONTENTS_NOT_STORED);
    }

    @Override
    public final Map<String, Long> getRefusals() {
        return counters.byKind(What.REFUSALS);
    }

    @Override
    public final Map<String, Long> getTlsAnomalies() {
        return counters.byKind(What.SIGHTINGS);
    }
}
