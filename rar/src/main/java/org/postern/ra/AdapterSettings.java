package org.postern.ra;

import org.jspecify.annotations.Nullable;
import org.postern.ra.config.Property;

/** The bean properties that only the adapter has, as texts like those of {@link SmtpSettings}. */
public abstract class AdapterSettings extends SmtpSettings {
    AdapterSettings() {}

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

    public @Nullable String getHistoryMessages() {
        return get(Property.HISTORY_MESSAGES);
    }

    public void setHistoryMessages(@Nullable String value) {
        set(Property.HISTORY_MESSAGES, value);
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
