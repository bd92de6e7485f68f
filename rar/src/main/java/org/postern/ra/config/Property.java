package org.postern.ra.config;

import java.util.Locale;
import java.util.Optional;

/**
 * Every property that an administrator can set, with its bounds and default: the one list that the beans, {@code ra.xml}
 * and the README are held against.
 */
public enum Property {
    LISTEN(Scope.ACTIVATION_TOO, "smtp://127.0.0.1:2525"),
    RECIPIENTS(Scope.ACTIVATION_TOO, "*"),
    OVERLAP(Scope.ACTIVATION_TOO, "refuse"),
    HOST_NAME(Scope.ACTIVATION_TOO, ""),
    CERTIFICATE_BINDINGS(Scope.ACTIVATION_TOO, ""),
    KEY_STORE(Scope.ACTIVATION_TOO, "container"),
    KEY_STORE_TYPE(Scope.ACTIVATION_TOO, ""),
    KEY_STORE_PASSWORD(Scope.ACTIVATION_TOO, ""),
    KEY_PASSWORD(Scope.ACTIVATION_TOO, ""),
    TLS(Scope.LISTEN_TOO, "offer"),
    TLS_MIN_PROTOCOL(Scope.LISTEN_TOO, "TLSv1.2"),
    TLS_CIPHER_SUITES(Scope.LISTEN_TOO, ""),
    TLS_SESSION_SECONDS(Scope.ACTIVATION_TOO, 7_200, 60, 86_400),
    EXPIRED_CERTIFICATE(Scope.LISTEN_TOO, "withdraw"),
    AUTHENTICATION(Scope.LISTEN_TOO, ""),
    EXTERNAL_USER(Scope.ACTIVATION_TOO, "cn"),
    SENDERS_OF_USERS(Scope.ACTIVATION_TOO, ""),
    CLIENT_CERTIFICATES(Scope.LISTEN_TOO, "none"),
    TRUST_STORE(Scope.ACTIVATION_TOO, ""),
    TRUST_STORE_TYPE(Scope.ACTIVATION_TOO, ""),
    TRUST_STORE_PASSWORD(Scope.ACTIVATION_TOO, ""),
    PROXY_NETWORKS(Scope.LISTEN_TOO, ""),
    ALLOW_NETWORKS(Scope.LISTEN_TOO, ""),
    DENY_NETWORKS(Scope.LISTEN_TOO, ""),
    TRANSCRIPT_NETWORKS(Scope.LISTEN_TOO, ""),
    MAX_MESSAGE_BYTES(Scope.ACTIVATION_TOO, 26_214_400, 1, 2_147_483_647),
    MAX_RECIPIENTS(Scope.ACTIVATION_TOO, 1_000, 1, 100_000),
    MAX_UNKNOWN_RECIPIENTS(Scope.ACTIVATION_TOO, 50, 1, 100_000),
    MAX_COMMAND_LINE_BYTES(Scope.ACTIVATION_TOO, 2_048, 512, 65_536),
    MAX_TEXT_LINE_BYTES(Scope.ACTIVATION_TOO, 0, 0, 2_147_483_647),
    NULL_MX_SENDERS(Scope.ACTIVATION_TOO, "accept"),
    BARE_LINE_FEED(Scope.ACTIVATION_TOO, "reject"),
    MAX_ERRORS(Scope.ACTIVATION_TOO, 20, 1, 10_000),
    MAX_COMMANDS(Scope.ACTIVATION_TOO, 1_000, 10, 1_000_000),
    MAX_HOPS(Scope.ACTIVATION_TOO, 100, 100, 1_000),
    COMMAND_TIMEOUT_SECONDS(Scope.ACTIVATION_TOO, 300, 1, 86_400),
    DATA_TIMEOUT_SECONDS(Scope.ACTIVATION_TOO, 300, 1, 86_400),
    MIN_DATA_BYTES_PER_SECOND(Scope.ACTIVATION_TOO, 100, 0, 1_000_000_000),
    SESSION_TIMEOUT_SECONDS(Scope.ACTIVATION_TOO, 14_400, 1, 604_800),
    GREETING_DELAY_MILLIS(Scope.ACTIVATION_TOO, 0, 0, 60_000),
    TLS_HANDSHAKE_TIMEOUT_SECONDS(Scope.ACTIVATION_TOO, 60, 1, 3_600),
    MAX_UNREAD_REPLY_BYTES(Scope.ACTIVATION_TOO, 65_536, 4_096, 16_777_216),
    SPOOL_THRESHOLD_BYTES(Scope.ACTIVATION_TOO, 262_144, 0, 67_108_864),
    MAX_CONCURRENT_DELIVERIES(Scope.ACTIVATION_TOO, 32, 1, 10_000),
    MAX_WAITING_DELIVERIES(Scope.ACTIVATION_TOO, 1_000, 0, 1_000_000),
    DELIVERY_WAIT_SECONDS(Scope.ACTIVATION_TOO, 60, 1, 600),
    DELIVERY_TIMEOUT_SECONDS(Scope.ACTIVATION_TOO, 540, 1, 86_400),
    RECIPIENT_TIMEOUT_SECONDS(Scope.ACTIVATION_TOO, 10, 1, 300),
    INITIAL_STATE(Scope.ACTIVATION_TOO, "running"),
    WHEN_PAUSED(Scope.ACTIVATION_TOO, "421"),
    ADAPTER_NAME(Scope.ADAPTER, ""),
    SPOOL_DIRECTORY(Scope.ADAPTER, ""),
    MAX_ENVELOPE_BYTES(Scope.ADAPTER, 33_554_432, 65_536, 1_099_511_627_776L),
    MAX_MEMORY_BYTES(Scope.ADAPTER, 67_108_864, 65_536, 1_099_511_627_776L),
    MAX_SPOOL_BYTES(Scope.ADAPTER, 10_737_418_240L, 0, 1_125_899_906_842_624L),
    MAX_SPOOL_FILES(Scope.ADAPTER, 1_000, 1, 1_000_000),
    DUPLICATE_WINDOW_SECONDS(Scope.ADAPTER, 86_400, 0, 604_800),
    MAX_REMEMBERED_MESSAGES(Scope.ADAPTER, 10_000, 1, 1_000_000),
    STATE_DIRECTORY(Scope.ADAPTER, ""),
    MAX_CONNECTIONS(Scope.ADAPTER, 5_000, 1, 1_000_000),
    MAX_CONNECTIONS_PER_PEER(Scope.ADAPTER, 100, 1, 1_000_000),
    MAX_CONNECTIONS_PER_NETWORK(Scope.ADAPTER, 1_000, 1, 1_000_000),
    IPV4_NETWORK_PREFIX(Scope.ADAPTER, 24, 1, 32),
    IPV6_NETWORK_PREFIX(Scope.ADAPTER, 64, 1, 128),
    MAX_CONNECTIONS_PER_PEER_PER_MINUTE(Scope.ADAPTER, 0, 0, 1_000_000),
    MAX_MESSAGES_PER_PEER_PER_MINUTE(Scope.ADAPTER, 0, 0, 1_000_000),
    MAX_FAILED_AUTHENTICATIONS(Scope.ADAPTER, 10, 1, 100_000),
    FAILED_AUTHENTICATION_SECONDS(Scope.ADAPTER, 600, 1, 86_400),
    DRAIN_TIMEOUT_SECONDS(Scope.ADAPTER, 20, 0, 3_600),
    INTERFERENCE_LOG_SECONDS(Scope.ADAPTER, 3_600, 1, 86_400),
    DNS_SERVERS(Scope.ADAPTER, ""),
    IO_THREADS(Scope.ADAPTER, 0, 0, 256);

    /** Where a property can be set. */
    public enum Scope {
        /** On the resource adapter only. */
        ADAPTER,
        /** On the resource adapter and on an activation, which wins. */
        ACTIVATION_TOO,
        /** As before, and as an option of one address in {@code listen}, which wins over both. */
        LISTEN_TOO
    }

    /** The whole numbers that a property takes. */
    public record Bounds(long min, long max) {
        @Override
        public String toString() {
            return min + " to " + max;
        }
    }

    private final Scope scope;
    private final String defaultValue;
    private final long min;
    private final long max;

    Property(Scope scope, String defaultValue) {
        this.scope = scope;
        this.defaultValue = defaultValue;
        this.min = 0;
        this.max = -1;
    }

    Property(Scope scope, long defaultValue, long min, long max) {
        this.scope = scope;
        this.defaultValue = Long.toString(defaultValue);
        this.min = min;
        this.max = max;
    }

    /** The name of the JavaBeans property. */
    public String beanName() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
        }
        return name.toString();
    }

    public Scope scope() {
        return scope;
    }

    /** The value when nobody sets one; empty if there is none. */
    public String defaultValue() {
        return defaultValue;
    }

    /** For numbers only. */
    public Optional<Bounds> bounds() {
        return min > max ? Optional.empty() : Optional.of(new Bounds(min, max));
    }

    /** Whether beans that share an address may differ in it. */
    public boolean isOfBean() {
        return switch (this) {
            case RECIPIENTS,
                    OVERLAP,
                    MAX_CONCURRENT_DELIVERIES,
                    MAX_WAITING_DELIVERIES,
                    DELIVERY_WAIT_SECONDS,
                    DELIVERY_TIMEOUT_SECONDS,
                    RECIPIENT_TIMEOUT_SECONDS,
                    INITIAL_STATE -> true;
            default -> false;
        };
    }

    /** Whether it is a number that matters at single moments only, and may be another one at the next. */
    public boolean isWritable() {
        return bounds().isPresent() && !isStructure();
    }

    /** Whether something is laid out by it, which would have to be made again. */
    private boolean isStructure() {
        return switch (this) {
            case TLS_SESSION_SECONDS,
                    DUPLICATE_WINDOW_SECONDS,
                    MAX_REMEMBERED_MESSAGES,
                    IPV4_NETWORK_PREFIX,
                    IPV6_NETWORK_PREFIX,
                    IO_THREADS -> true;
            default -> false;
        };
    }

    /** Whether the value must not be shown. */
    public boolean confidential() {
        return this == KEY_STORE_PASSWORD || this == KEY_PASSWORD || this == TRUST_STORE_PASSWORD;
    }
}
