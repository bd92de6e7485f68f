package org.postern.ra;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postern.net.ListenAddress;
import org.postern.net.Timeouts;
import org.postern.smtp.ConversationSettings;
import org.postern.smtp.Limits;
import org.postern.smtp.Limits.BareLineBreaks;
import org.postern.tls.CertificateBindings;
import org.postern.tls.KeyStoreSettings;
import org.postern.tls.KeyStoreSource;
import org.postern.tls.KeyStoreSources;

/**
 * The configuration of one activation, read and checked. Immutable.
 *
 * @param keyStore empty only if there were problems
 * @param socketLevel the texts of all that applies before a recipient is known: activations that share an address must
 *     agree on it
 */
record EndpointConfig(
        List<ListenAddress> listen,
        ConversationSettings conversation,
        Timeouts timeouts,
        int spoolThresholdBytes,
        CertificateBindings bindings,
        KeyStoreSettings keyStoreSettings,
        Optional<KeyStoreSource> keyStore,
        Map<Property, String> socketLevel) {

    /** Reads everything; problems are left with the configuration. */
    static EndpointConfig read(Configuration from) {
        KeyStoreSettings keys = new KeyStoreSettings(
                from.text(Property.KEY_STORE),
                from.optionalText(Property.KEY_STORE_TYPE).orElse(null),
                from.optionalText(Property.KEY_STORE_PASSWORD).orElse(null),
                from.optionalText(Property.KEY_PASSWORD).orElse(null));
        return new EndpointConfig(
                new ListenParser(from.problemsOf(Property.LISTEN)).parse(from.text(Property.LISTEN)),
                new ConversationSettings(hostName(from), limits(from)),
                timeouts(from),
                from.integer(Property.SPOOL_THRESHOLD_BYTES),
                CertificateBindings.parse(
                        from.text(Property.CERTIFICATE_BINDINGS), from.problemsOf(Property.CERTIFICATE_BINDINGS)),
                keys,
                KeyStoreSources.parse(keys, from.problemsOf(Property.KEY_STORE)),
                socketLevel(from));
    }

    private static String hostName(Configuration from) {
        String name = from.optionalText(Property.HOST_NAME).orElseGet(EndpointConfig::ownName);
        if (!ConversationSettings.isHostName(name)) {
            from.problem(Property.HOST_NAME, "write the fully qualified name that senders know this server by");
        }
        return name;
    }

    /** The machine's name, as far as it is known without asking anyone. */
    private static String ownName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return ConversationSettings.isHostName(name) ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static Limits limits(Configuration from) {
        return new Limits(
                from.number(Property.MAX_MESSAGE_BYTES),
                from.integer(Property.MAX_RECIPIENTS),
                from.integer(Property.MAX_COMMAND_LINE_BYTES),
                from.integer(Property.MAX_TEXT_LINE_BYTES),
                from.integer(Property.MAX_ERRORS),
                bareLineBreaks(from));
    }

    private static BareLineBreaks bareLineBreaks(Configuration from) {
        return switch (from.text(Property.BARE_LINE_FEED).toLowerCase(Locale.ROOT)) {
            case "reject" -> BareLineBreaks.REJECT;
            case "accept" -> BareLineBreaks.ACCEPT;
            default -> {
                from.problem(Property.BARE_LINE_FEED, "write reject or accept");
                yield BareLineBreaks.REJECT;
            }
        };
    }

    private static Timeouts timeouts(Configuration from) {
        return new Timeouts(
                Duration.ofSeconds(from.number(Property.COMMAND_TIMEOUT_SECONDS)),
                Duration.ofSeconds(from.number(Property.DATA_TIMEOUT_SECONDS)),
                Duration.ofSeconds(from.number(Property.TLS_HANDSHAKE_TIMEOUT_SECONDS)));
    }

    private static Map<Property, String> socketLevel(Configuration from) {
        Map<Property, String> texts = new EnumMap<>(Property.class);
        for (Property property : Property.values()) {
            if (property.scope() == Property.Scope.ACTIVATION_TOO && property != Property.LISTEN) {
                texts.put(property, from.text(property));
            }
        }
        return texts;
    }
}
