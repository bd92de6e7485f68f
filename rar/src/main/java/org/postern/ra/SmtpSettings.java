package org.postern.ra;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postern.ra.config.Property;

/**
 * The bean properties that adapter and activation have in common. What each means, its unit, bounds and default are said by
 * {@link Property}.
 *
 * <p>All are texts: so a number with a typo, or an expression that the container did not replace, becomes a message of
 * ours together with all other problems, instead of a conversion error of the container's.
 */
public abstract class SmtpSettings {
    private final Map<Property, String> values = new EnumMap<>(Property.class);

    SmtpSettings() {}

    /** Whether what it configures has ended. */
    boolean isOver() {
        return false;
    }

    /** What was set, and nothing else. */
    final Map<Property, String> values() {
        return new EnumMap<>(values);
    }

    final @Nullable String get(Property property) {
        return values.get(property);
    }

    final void set(Property property, @Nullable String value) {
        if (value == null) {
            values.remove(property);
        } else {
            values.put(property, value);
        }
    }

    public @Nullable String getListen() {
        return get(Property.LISTEN);
    }

    public void setListen(@Nullable String value) {
        set(Property.LISTEN, value);
    }

    public @Nullable String getRecipients() {
        return get(Property.RECIPIENTS);
    }

    public void setRecipients(@Nullable String value) {
        set(Property.RECIPIENTS, value);
    }

    public @Nullable String getOverlap() {
        return get(Property.OVERLAP);
    }

    public void setOverlap(@Nullable String value) {
        set(Property.OVERLAP, value);
    }

    public @Nullable String getTransaction() {
        return get(Property.TRANSACTION);
    }

    public void setTransaction(@Nullable String value) {
        set(Property.TRANSACTION, value);
    }

    public @Nullable String getHostName() {
        return get(Property.HOST_NAME);
    }

    public void setHostName(@Nullable String value) {
        set(Property.HOST_NAME, value);
    }

    public @Nullable String getCertificateBindings() {
        return get(Property.CERTIFICATE_BINDINGS);
    }

    public void setCertificateBindings(@Nullable String value) {
        set(Property.CERTIFICATE_BINDINGS, value);
    }

    public @Nullable String getKeyStore() {
        return get(Property.KEY_STORE);
    }

    public void setKeyStore(@Nullable String value) {
        set(Property.KEY_STORE, value);
    }

    public @Nullable String getKeyStoreType() {
        return get(Property.KEY_STORE_TYPE);
    }

    public void setKeyStoreType(@Nullable String value) {
        set(Property.KEY_STORE_TYPE, value);
    }

    public @Nullable String getKeyStorePassword() {
        return get(Property.KEY_STORE_PASSWORD);
    }

    public void setKeyStorePassword(@Nullable String value) {
        set(Property.KEY_STORE_PASSWORD, value);
    }

    public @Nullable String getKeyStorePassword2() {
        return get(Property.KEY_STORE_PASSWORD_2);
    }

    public void setKeyStorePassword2(@Nullable String value) {
        set(Property.KEY_STORE_PASSWORD_2, value);
    }

    public @Nullable String getKeyStorePassword3() {
        return get(Property.KEY_STORE_PASSWORD_3);
    }

    public void setKeyStorePassword3(@Nullable String value) {
        set(Property.KEY_STORE_PASSWORD_3, value);
    }

    public @Nullable String getKeyPassword() {
        return get(Property.KEY_PASSWORD);
    }

    public void setKeyPassword(@Nullable String value) {
        set(Property.KEY_PASSWORD, value);
    }

    public @Nullable String getTls() {
        return get(Property.TLS);
    }

    public void setTls(@Nullable String value) {
        set(Property.TLS, value);
    }

    public @Nullable String getTlsMinProtocol() {
        return get(Property.TLS_MIN_PROTOCOL);
    }

    public void setTlsMinProtocol(@Nullable String value) {
        set(Property.TLS_MIN_PROTOCOL, value);
    }

    public @Nullable String getTlsCipherSuites() {
        return get(Property.TLS_CIPHER_SUITES);
    }

    public void setTlsCipherSuites(@Nullable String value) {
        set(Property.TLS_CIPHER_SUITES, value);
    }

    public @Nullable String getTlsProvider() {
        return get(Property.TLS_PROVIDER);
    }

    public void setTlsProvider(@Nullable String value) {
        set(Property.TLS_PROVIDER, value);
    }

    public @Nullable String getOcspStapling() {
        return get(Property.OCSP_STAPLING);
    }

    public void setOcspStapling(@Nullable String value) {
        set(Property.OCSP_STAPLING, value);
    }

    public @Nullable String getTlsSessionSeconds() {
        return get(Property.TLS_SESSION_SECONDS);
    }

    public void setTlsSessionSeconds(@Nullable String value) {
        set(Property.TLS_SESSION_SECONDS, value);
    }

    public @Nullable String getExpiredCertificate() {
        return get(Property.EXPIRED_CERTIFICATE);
    }

    public void setExpiredCertificate(@Nullable String value) {
        set(Property.EXPIRED_CERTIFICATE, value);
    }

    public @Nullable String getAuthentication() {
        return get(Property.AUTHENTICATION);
    }

    public void setAuthentication(@Nullable String value) {
        set(Property.AUTHENTICATION, value);
    }

    public @Nullable String getExternalUser() {
        return get(Property.EXTERNAL_USER);
    }

    public void setExternalUser(@Nullable String value) {
        set(Property.EXTERNAL_USER, value);
    }

    public @Nullable String getSendersOfUsers() {
        return get(Property.SENDERS_OF_USERS);
    }

    public void setSendersOfUsers(@Nullable String value) {
        set(Property.SENDERS_OF_USERS, value);
    }

    public @Nullable String getClientCertificates() {
        return get(Property.CLIENT_CERTIFICATES);
    }

    public void setClientCertificates(@Nullable String value) {
        set(Property.CLIENT_CERTIFICATES, value);
    }

    public @Nullable String getTrustStore() {
        return get(Property.TRUST_STORE);
    }

    public void setTrustStore(@Nullable String value) {
        set(Property.TRUST_STORE, value);
    }

    public @Nullable String getTrustStoreType() {
        return get(Property.TRUST_STORE_TYPE);
    }

    public void setTrustStoreType(@Nullable String value) {
        set(Property.TRUST_STORE_TYPE, value);
    }

    public @Nullable String getTrustStorePassword() {
        return get(Property.TRUST_STORE_PASSWORD);
    }

    public void setTrustStorePassword(@Nullable String value) {
        set(Property.TRUST_STORE_PASSWORD, value);
    }

    public @Nullable String getTrustStorePassword2() {
        return get(Property.TRUST_STORE_PASSWORD_2);
    }

    public void setTrustStorePassword2(@Nullable String value) {
        set(Property.TRUST_STORE_PASSWORD_2, value);
    }

    public @Nullable String getNetworksOfProxies() {
        return get(Property.NETWORKS_OF_PROXIES);
    }

    public void setNetworksOfProxies(@Nullable String value) {
        set(Property.NETWORKS_OF_PROXIES, value);
    }

    public @Nullable String getNetworksAllowed() {
        return get(Property.NETWORKS_ALLOWED);
    }

    public void setNetworksAllowed(@Nullable String value) {
        set(Property.NETWORKS_ALLOWED, value);
    }

    public @Nullable String getNetworksDenied() {
        return get(Property.NETWORKS_DENIED);
    }

    public void setNetworksDenied(@Nullable String value) {
        set(Property.NETWORKS_DENIED, value);
    }

    public @Nullable String getNetworksTranscribed() {
        return get(Property.NETWORKS_TRANSCRIBED);
    }

    public void setNetworksTranscribed(@Nullable String value) {
        set(Property.NETWORKS_TRANSCRIBED, value);
    }

    public @Nullable String getMaxMessageBytes() {
        return get(Property.MAX_MESSAGE_BYTES);
    }

    public void setMaxMessageBytes(@Nullable String value) {
        set(Property.MAX_MESSAGE_BYTES, value);
    }

    public @Nullable String getMaxRecipients() {
        return get(Property.MAX_RECIPIENTS);
    }

    public void setMaxRecipients(@Nullable String value) {
        set(Property.MAX_RECIPIENTS, value);
    }

    public @Nullable String getMaxUnknownRecipients() {
        return get(Property.MAX_UNKNOWN_RECIPIENTS);
    }

    public void setMaxUnknownRecipients(@Nullable String value) {
        set(Property.MAX_UNKNOWN_RECIPIENTS, value);
    }

    public @Nullable String getMaxCommandLineBytes() {
        return get(Property.MAX_COMMAND_LINE_BYTES);
    }

    public void setMaxCommandLineBytes(@Nullable String value) {
        set(Property.MAX_COMMAND_LINE_BYTES, value);
    }

    public @Nullable String getMaxTextLineBytes() {
        return get(Property.MAX_TEXT_LINE_BYTES);
    }

    public void setMaxTextLineBytes(@Nullable String value) {
        set(Property.MAX_TEXT_LINE_BYTES, value);
    }

    public @Nullable String getNullMxSenders() {
        return get(Property.NULL_MX_SENDERS);
    }

    public void setNullMxSenders(@Nullable String value) {
        set(Property.NULL_MX_SENDERS, value);
    }

    public @Nullable String getBareLineFeed() {
        return get(Property.BARE_LINE_FEED);
    }

    public void setBareLineFeed(@Nullable String value) {
        set(Property.BARE_LINE_FEED, value);
    }

    public @Nullable String getEnvelopeSyntax() {
        return get(Property.ENVELOPE_SYNTAX);
    }

    public void setEnvelopeSyntax(@Nullable String value) {
        set(Property.ENVELOPE_SYNTAX, value);
    }

    public @Nullable String getMaxErrors() {
        return get(Property.MAX_ERRORS);
    }

    public void setMaxErrors(@Nullable String value) {
        set(Property.MAX_ERRORS, value);
    }

    public @Nullable String getMaxCommands() {
        return get(Property.MAX_COMMANDS);
    }

    public void setMaxCommands(@Nullable String value) {
        set(Property.MAX_COMMANDS, value);
    }

    public @Nullable String getMaxHops() {
        return get(Property.MAX_HOPS);
    }

    public void setMaxHops(@Nullable String value) {
        set(Property.MAX_HOPS, value);
    }

    public @Nullable String getCommandTimeoutSeconds() {
        return get(Property.COMMAND_TIMEOUT_SECONDS);
    }

    public void setCommandTimeoutSeconds(@Nullable String value) {
        set(Property.COMMAND_TIMEOUT_SECONDS, value);
    }

    public @Nullable String getDataTimeoutSeconds() {
        return get(Property.DATA_TIMEOUT_SECONDS);
    }

    public void setDataTimeoutSeconds(@Nullable String value) {
        set(Property.DATA_TIMEOUT_SECONDS, value);
    }

    public @Nullable String getMinDataBytesPerSecond() {
        return get(Property.MIN_DATA_BYTES_PER_SECOND);
    }

    public void setMinDataBytesPerSecond(@Nullable String value) {
        set(Property.MIN_DATA_BYTES_PER_SECOND, value);
    }

    public @Nullable String getSessionTimeoutSeconds() {
        return get(Property.SESSION_TIMEOUT_SECONDS);
    }

    public void setSessionTimeoutSeconds(@Nullable String value) {
        set(Property.SESSION_TIMEOUT_SECONDS, value);
    }

    public @Nullable String getGreetingDelayMillis() {
        return get(Property.GREETING_DELAY_MILLIS);
    }

    public void setGreetingDelayMillis(@Nullable String value) {
        set(Property.GREETING_DELAY_MILLIS, value);
    }

    public @Nullable String getTlsHandshakeTimeoutSeconds() {
        return get(Property.TLS_HANDSHAKE_TIMEOUT_SECONDS);
    }

    public void setTlsHandshakeTimeoutSeconds(@Nullable String value) {
        set(Property.TLS_HANDSHAKE_TIMEOUT_SECONDS, value);
    }

    public @Nullable String getMaxUnreadReplyBytes() {
        return get(Property.MAX_UNREAD_REPLY_BYTES);
    }

    public void setMaxUnreadReplyBytes(@Nullable String value) {
        set(Property.MAX_UNREAD_REPLY_BYTES, value);
    }

    public @Nullable String getSpoolThresholdBytes() {
        return get(Property.SPOOL_THRESHOLD_BYTES);
    }

    public void setSpoolThresholdBytes(@Nullable String value) {
        set(Property.SPOOL_THRESHOLD_BYTES, value);
    }

    public @Nullable String getMaxConcurrentDeliveries() {
        return get(Property.MAX_CONCURRENT_DELIVERIES);
    }

    public void setMaxConcurrentDeliveries(@Nullable String value) {
        set(Property.MAX_CONCURRENT_DELIVERIES, value);
    }

    public @Nullable String getMaxWaitingDeliveries() {
        return get(Property.MAX_WAITING_DELIVERIES);
    }

    public void setMaxWaitingDeliveries(@Nullable String value) {
        set(Property.MAX_WAITING_DELIVERIES, value);
    }

    public @Nullable String getDeliveryWaitSeconds() {
        return get(Property.DELIVERY_WAIT_SECONDS);
    }

    public void setDeliveryWaitSeconds(@Nullable String value) {
        set(Property.DELIVERY_WAIT_SECONDS, value);
    }

    public @Nullable String getDeliveryTimeoutSeconds() {
        return get(Property.DELIVERY_TIMEOUT_SECONDS);
    }

    public void setDeliveryTimeoutSeconds(@Nullable String value) {
        set(Property.DELIVERY_TIMEOUT_SECONDS, value);
    }

    public @Nullable String getDeliveryLog() {
        return get(Property.DELIVERY_LOG);
    }

    public void setDeliveryLog(@Nullable String value) {
        set(Property.DELIVERY_LOG, value);
    }

    public @Nullable String getDeliveryLogCreate() {
        return get(Property.DELIVERY_LOG_CREATE);
    }

    public void setDeliveryLogCreate(@Nullable String value) {
        set(Property.DELIVERY_LOG_CREATE, value);
    }

    public @Nullable String getDeliveryLogDays() {
        return get(Property.DELIVERY_LOG_DAYS);
    }

    public void setDeliveryLogDays(@Nullable String value) {
        set(Property.DELIVERY_LOG_DAYS, value);
    }

    public @Nullable String getRecipientTimeoutSeconds() {
        return get(Property.RECIPIENT_TIMEOUT_SECONDS);
    }

    public void setRecipientTimeoutSeconds(@Nullable String value) {
        set(Property.RECIPIENT_TIMEOUT_SECONDS, value);
    }

    public @Nullable String getInitialState() {
        return get(Property.INITIAL_STATE);
    }

    public void setInitialState(@Nullable String value) {
        set(Property.INITIAL_STATE, value);
    }

    public @Nullable String getWhenPaused() {
        return get(Property.WHEN_PAUSED);
    }

    public void setWhenPaused(@Nullable String value) {
        set(Property.WHEN_PAUSED, value);
    }
}
