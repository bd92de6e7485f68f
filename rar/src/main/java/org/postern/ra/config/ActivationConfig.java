package org.postern.ra.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.postern.net.AcceptorSettings;
import org.postern.net.ListenAddress;
import org.postern.net.Networks;
import org.postern.net.PeerRules;
import org.postern.net.SenderRules;
import org.postern.smtp.ConversationSettings;
import org.postern.smtp.EnvelopeSyntax;
import org.postern.smtp.UserPolicy;
import org.postern.tls.TlsOffers;

/**
 * The configuration of one activation, read and checked. Immutable.
 *
 * @param texts what an administrator wrote, of all properties that an activation can have
 */
public record ActivationConfig(
        List<ListenConfig> listen,
        String hostName,
        SenderConfig senders,
        RecipientConfig recipients,
        PauseConfig pauses,
        CertificateConfig certificates,
        Map<Property, String> texts) {

    /** Reads everything; problems are left with the configuration. */
    public static ActivationConfig read(Configuration from) {
        // They are read whenever they are asked for as well: here is said what is wrong with them.
        AddressLimits.read(from);
        DeliveryLimits.read(from);
        DeliveryLogConfig.read(from);
        String hostName = hostName(from);
        return new ActivationConfig(
                listen(from, hostName),
                hostName,
                SenderConfig.read(from),
                RecipientConfig.read(from),
                PauseConfig.read(from),
                CertificateConfig.read(from),
                written(from));
    }

    /** The texts of all that applies before a recipient is known: activations that share an address must agree on it. */
    public Map<Property, String> socketLevel() {
        return those(property -> !property.isOfBean());
    }

    /** The texts of what each bean has for itself. */
    public Map<Property, String> beanLevel() {
        return those(Property::isOfBean);
    }

    /** Where messages for the bean are noted. */
    public DeliveryLogConfig deliveryLog() {
        return DeliveryLogConfig.read(Configuration.ofAdapter(texts));
    }

    /** How connections are served where a service is. */
    public AcceptorSettings acceptor(ListenConfig where, AddressLimits limits, TlsOffers offers) {
        UserPolicy users = new UserPolicy(where.users().required(), senders.own());
        return new AcceptorSettings(
                where.address(),
                where.peers(),
                new ConversationSettings(
                        hostName,
                        limits.conversation(),
                        where.address().scheme().service(),
                        users,
                        where.syntax()),
                limits.timeouts(),
                limits.buffers(),
                new SenderRules(
                        senders.refusesNullMx(),
                        Optional.of(senders.certificateUser())
                                .filter(user -> where.users().known())),
                offers);
    }

    /** What an administrator wrote for a property that an activation can have. */
    public String text(Property property) {
        return texts.getOrDefault(property, "");
    }

    private static List<ListenConfig> listen(Configuration from, String hostName) {
        return new ListenParser(from.problemsOf(Property.LISTEN))
                .parse(from.text(Property.LISTEN)).stream()
                        .map(entry -> listen(entry.address(), from.with(entry.options()), hostName))
                        .toList();
    }

    private static ListenConfig listen(ListenAddress address, Configuration from, String hostName) {
        return new ListenConfig(
                address,
                new TlsPolicyReader(from, address).read(hostName),
                peers(from, address),
                UserConfig.read(from, address),
                from.choice(
                        Property.ENVELOPE_SYNTAX,
                        Map.of("lenient", EnvelopeSyntax.LENIENT, "strict", EnvelopeSyntax.STRICT)));
    }

    private static PeerRules peers(Configuration from, ListenAddress address) {
        if (address.path().isPresent()) {
            // Peers there have no IP addresses: the permissions of the socket's directory decide.
            Networks none = new Networks(List.of());
            return new PeerRules(none, none, none, networks(from, Property.NETWORKS_TRANSCRIBED));
        }
        return new PeerRules(
                networks(from, Property.NETWORKS_OF_PROXIES),
                networks(from, Property.NETWORKS_ALLOWED),
                networks(from, Property.NETWORKS_DENIED),
                networks(from, Property.NETWORKS_TRANSCRIBED));
    }

    private static Networks networks(Configuration from, Property property) {
        return Networks.parse(
                from.text(property),
                word -> from.problem(
                        property, "\"" + word + "\" is no network. Write them as in 192.0.2.0/24, 2001:db8::/32"));
    }

    private static String hostName(Configuration from) {
        String name = from.optionalText(Property.HOST_NAME).orElseGet(ActivationConfig::ownName);
        if (!ConversationSettings.isHostName(name)) {
            from.problem(Property.HOST_NAME, "write the fully qualified name that senders know this server by");
        }
        return name;
    }

    /** The machine's name, as far as this machine knows it without asking DNS. */
    private static String ownName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return ConversationSettings.isHostName(name) ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Whether a client could authenticate: where there is never TLS it cannot. */
    public boolean knowsUsers() {
        return listen.stream()
                .filter(one -> one.users().known())
                .anyMatch(one -> one.peers().hasProxies()
                        || !certificates.bindings().all().isEmpty());
    }

    private static Map<Property, String> written(Configuration from) {
        Map<Property, String> texts = new EnumMap<>(Property.class);
        for (Property property : Property.values()) {
            if (property.scope() != Property.Scope.ADAPTER) {
                texts.put(property, from.text(property));
            }
        }
        return texts;
    }

    private Map<Property, String> those(Predicate<Property> wanted) {
        Map<Property, String> some = new EnumMap<>(texts);
        some.keySet().removeIf(property -> !wanted.test(property));
        return some;
    }
}
