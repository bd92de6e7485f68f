package org.postern.ra.config;

import java.time.Duration;
import org.postern.net.ConnectionLimits;
import org.postern.net.SpoolLimits;

/**
 * What all peers, messages and lines of an adapter together are limited to. Immutable.
 *
 * @param drainTimeout how long deliveries under way are waited for when something ends
 * @param interferenceLogInterval in which the same is logged once
 */
public record AdapterLimits(
        long maxEnvelopeBytes,
        SpoolLimits spool,
        ConnectionLimits connections,
        int maxMessagesPerPeerPerMinute,
        LoginLimits logins,
        Duration drainTimeout,
        Duration interferenceLogInterval) {

    /** Reads everything; problems are left with the configuration. */
    public static AdapterLimits read(Configuration from) {
        return new AdapterLimits(
                from.number(Property.MAX_ENVELOPE_BYTES),
                new SpoolLimits(
                        from.number(Property.MAX_MEMORY_BYTES),
                        from.number(Property.MAX_SPOOL_BYTES),
                        from.integer(Property.MAX_SPOOL_FILES)),
                new ConnectionLimits(
                        from.integer(Property.MAX_CONNECTIONS),
                        from.integer(Property.MAX_CONNECTIONS_PER_PEER),
                        from.integer(Property.MAX_CONNECTIONS_PER_NETWORK),
                        from.integer(Property.NETWORK_PREFIX_IPV4),
                        from.integer(Property.NETWORK_PREFIX_IPV6),
                        from.integer(Property.MAX_CONNECTIONS_PER_PEER_PER_MINUTE)),
                from.integer(Property.MAX_MESSAGES_PER_PEER_PER_MINUTE),
                new LoginLimits(
                        from.integer(Property.MAX_FAILED_AUTHENTICATIONS),
                        Duration.ofSeconds(from.number(Property.FAILED_AUTHENTICATION_SECONDS))),
                Duration.ofSeconds(from.number(Property.DRAIN_TIMEOUT_SECONDS)),
                Duration.ofSeconds(from.number(Property.INTERFERENCE_LOG_SECONDS)));
    }
}
