package org.postern.ra.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.postern.net.AcceptorSettings;
import org.postern.net.CertificateUser;
import org.postern.net.ListenAddress;
import org.postern.net.Networks;
import org.postern.net.PeerRules;
import org.postern.smtp.ConversationSettings;
import org.postern.smtp.MailboxPatterns;
import org.postern.smtp.OwnSenders;
import org.postern.smtp.UserPolicy;
import org.postern.tls.CertificateBindings;
import org.postern.tls.Proofs;
import org.postern.tls.TlsOffers;
import org.postern.tls.TlsPolicy;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStores;
import org.postern.tls.keys.SettingNames;

/**
 * The configuration of one activation, read and checked. Immutable.
 *
 * @param socketLevel the texts of all that applies before a recipient is known: activations that share an address must
 *     agree on it
 * @param beanLevel the texts of what each bean has for itself
 */
public record ActivationConfig(
        List<ListenConfig> listen,
        String hostName,
        boolean refusesNullMx,
        CertificateUser certificateUser,
        OwnSenders ownSenders,
        MailboxPatterns recipients,
        boolean sharesRecipients,
        boolean startsPaused,
        boolean closedWhenPaused,
        CertificateBindings bindings,
        KeyStoreSettings keyStoreSettings,
        KeyStoreSettings trustStoreSettings,
        Map<Property, String> socketLevel,
        Map<Property, String> beanLevel) {

    /** Reads everything; problems are left with the configuration. */
    public static ActivationConfig read(Configuration from) {
        KeyStoreSettings keys = keyStore(from);
        KeyStoreSettings trust = trustStore(from);
        KeyStores.parse(keys, from.problemsOf(Property.KEY_STORE));
        if (!trust.source().isEmpty()) {
            KeyStores.parse(trust, from.problemsOf(Property.TRUST_STORE));
        }
        // They are read whenever they are changed as well: here is said what is wrong with them.
        AddressLimits.read(from);
        DeliveryLimits.read(from);
        String hostName = hostName(from);
        return new ActivationConfig(
                listen(from, hostName),
                hostName,
                from.choice(Property.NULL_MX_SENDERS, Map.of("accept", false, "reject", true)),
                from.choice(
                        Property.EXTERNAL_USER,
                        Map.of(
                                "cn", CertificateUser.COMMON_NAME,
                                "email", CertificateUser.EMAIL,
                                "subject", CertificateUser.SUBJECT)),
                ownSenders(from),
                recipients(from),
                from.choice(Property.OVERLAP, Map.of("refuse", false, "copy", true)),
                from.choice(Property.INITIAL_STATE, Map.of("running", false, "paused", true)),
                from.choice(Property.WHEN_PAUSED, Map.of("421", false, "closed", true)),
                CertificateBindings.parse(
                        from.text(Property.CERTIFICATE_BINDINGS), from.problemsOf(Property.CERTIFICATE_BINDINGS)),
                keys,
                trust,
                texts(from, property -> !property.isOfBean()),
                texts(from, Property::isOfBean));
    }

    /** How connections are served where a service is. */
    public AcceptorSettings acceptor(ListenConfig where, AddressLimits limits, TlsOffers offers) {
        UserPolicy users = new UserPolicy(where.users().required(), ownSenders);
        return new AcceptorSettings(
                where.address(),
                where.peers(),
                new ConversationSettings(
                        hostName,
                        limits.conversation(),
                        where.address().scheme().service(),
                        users),
                limits.timeouts(),
                limits.spoolThresholdBytes(),
                limits.maxUnreadReplyBytes(),
                refusesNullMx,
                where.users().known(),
                certificateUser,
                offers);
    }

    /** What one address offers; for a configuration without problems. */
    public TlsOffers offers(TlsPolicy policy, Clock clock, Proofs proofs) {
        return new TlsOffers(bindings, stores(keyStoreSettings), stores(trustStoreSettings), policy, clock, proofs);
    }

    /** What an administrator wrote for a property that each bean has for itself. */
    public String text(Property property) {
        return beanLevel.getOrDefault(property, "");
    }

    private static KeyStores stores(KeyStoreSettings settings) {
        return settings.source().isEmpty()
                ? new KeyStores(List::of)
                : KeyStores.parse(settings, problem -> {}).orElseThrow();
    }

    private static List<ListenConfig> listen(Configuration from, String hostName) {
        return new ListenParser(from.problemsOf(Property.LISTEN))
                .parse(from.text(Property.LISTEN)).stream()
                        .map(entry -> new ListenConfig(
                                entry.address(),
                                new TlsPolicyReader(from.with(entry.options()), entry.address()).read(hostName),
                                peers(from.with(entry.options()), entry.address()),
                                UserConfig.read(from.with(entry.options()), entry.address())))
                        .toList();
    }

    private static PeerRules peers(Configuration from, ListenAddress address) {
        if (address.path().isPresent()) {
            // Peers there have no IP addresses: the permissions of the socket's directory decide.
            Networks none = new Networks(List.of());
            return new PeerRules(none, none, none, networks(from, Property.TRANSCRIPT_NETWORKS));
        }
        return new PeerRules(
                networks(from, Property.PROXY_NETWORKS),
                networks(from, Property.ALLOW_NETWORKS),
                networks(from, Property.DENY_NETWORKS),
                networks(from, Property.TRANSCRIPT_NETWORKS));
    }

    private static Networks networks(Configuration from, Property property) {
        return Networks.parse(
                from.text(property),
                word -> from.problem(
                        property, "\"" + word + "\" is no network. Write them as in 192.0.2.0/24, 2001:db8::/32"));
    }

    private static KeyStoreSettings keyStore(Configuration from) {
        return new KeyStoreSettings(
                from.text(Property.KEY_STORE),
                from.optionalText(Property.KEY_STORE_TYPE).orElse(null),
                from.optionalText(Property.KEY_STORE_PASSWORD).orElse(null),
                from.optionalText(Property.KEY_PASSWORD).orElse(null));
    }

    private static KeyStoreSettings trustStore(Configuration from) {
        return new KeyStoreSettings(
                from.text(Property.TRUST_STORE),
                from.optionalText(Property.TRUST_STORE_TYPE).orElse(null),
                from.optionalText(Property.TRUST_STORE_PASSWORD).orElse(null),
                null,
                SettingNames.TRUST_STORE);
    }

    private static String hostName(Configuration from) {
        String name = from.optionalText(Property.HOST_NAME).orElseGet(ActivationConfig::ownName);
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

    private static MailboxPatterns recipients(Configuration from) {
        return MailboxPatterns.parse(
                from.text(Property.RECIPIENTS),
                word -> from.problem(
                        Property.RECIPIENTS,
                        "\"" + word + "\" is no pattern. Write them as in *@orders.example.com, support+*@example.com,"
                                + " postmaster, or * for all"));
    }

    private static OwnSenders ownSenders(Configuration from) {
        return OwnSenders.parse(
                from.text(Property.SENDERS_OF_USERS),
                word -> from.problem(
                        Property.SENDERS_OF_USERS,
                        "\"" + word + "\" is no pattern. Write them as in %u@example.com, %u+*@example.com, where %u"
                                + " is the name of the user"));
    }

    /** Whether somebody could authenticate: where there is never TLS nobody can. */
    public boolean knowsUsers() {
        return listen.stream()
                .filter(one -> one.users().known())
                .anyMatch(one -> one.peers().hasProxies() || !bindings.all().isEmpty());
    }

    private static Map<Property, String> texts(Configuration from, Predicate<Property> wanted) {
        Map<Property, String> texts = new EnumMap<>(Property.class);
        for (Property property : Property.values()) {
            if (property.scope() != Property.Scope.ADAPTER && property != Property.LISTEN && wanted.test(property)) {
                texts.put(property, from.text(property));
            }
        }
        return texts;
    }
}
