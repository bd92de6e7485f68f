package org.postern.ra.address;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.net.Acceptor;
import org.postern.net.AcceptorSettings;
import org.postern.net.ConnectionServices;
import org.postern.net.ListenAddress;
import org.postern.net.MailTransaction;
import org.postern.net.MessageHandler;
import org.postern.net.MessageHandlerFactory;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.AddressLimits;
import org.postern.ra.config.ListenConfig;
import org.postern.ra.config.Property;
import org.postern.ra.config.WritableLimits;
import org.postern.ra.delivery.Activation;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.management.AddressBeans;
import org.postern.ra.management.LimitAttributes;
import org.postern.ra.management.TriedOffer;
import org.postern.tls.TlsOffers;
import org.postern.tls.TlsPolicy;

/**
 * One address to listen on and the activations that share it, each for recipients of its own. Thread-safe, but changed by
 * {@link Acceptors} only.
 */
public final class SharedAddress implements MessageHandlerFactory {
    private final AddressServices services;
    private final ActivationConfig config;
    private final WatchedOffers offers;
    private final ListenConfig listen;
    private final Takers takers;
    private final Acceptor acceptor;
    private final AcceptorControl control;
    private final AddressBeans beans;

    /** Opens nothing yet. */
    SharedAddress(AddressServices services, WatchedOffers offers, ListenConfig listen, Activation first) {
        this.services = services;
        this.offers = offers;
        this.listen = listen;
        this.config = first.config();
        ConnectionServices connections = services.connections();
        LifeMessages messages = services.log().addresses();
        this.takers = new Takers(first, connections, services.arrivals());
        WritableLimits<AcceptorSettings> settings = new WritableLimits<>(
                config.socketLevel(),
                property -> property.scope() != Property.Scope.ADAPTER && !property.isOfBean(),
                limits -> config.acceptor(listen, AddressLimits.read(limits), offers.offers()));
        this.acceptor = new Acceptor(settings, connections, this);
        this.control = new AcceptorControl(
                acceptor,
                new BindRetrier(acceptor, connections, services.kept(), messages, this::names),
                config.pauses().closesAddress(),
                () -> takers.all().stream().allMatch(Activation::isPaused),
                connections.time(),
                messages);
        this.beans = services.management()
                .of(
                        listen.address(),
                        new AcceptorStatus(acceptor, control, takers.all()),
                        new LimitAttributes(settings, listen.address().toString(), messages),
                        offers.offers());
    }

    /** Shows it to the administrator, and opens, pauses or resumes it, after a change of its activations. */
    void settle() {
        services.management().add(beans);
        control.settle();
    }

    @Override
    public MessageHandler begin(MailTransaction transaction) {
        return new Routing(
                listen.address().scheme().service(),
                takers,
                services.beans().deliveries(),
                services.beans().recipientChecks(),
                services.history(),
                transaction);
    }

    public ListenAddress listen() {
        return listen.address();
    }

    WatchedOffers offers() {
        return offers;
    }

    /**
     * What its local addresses would offer if others were in force.
     *
     * @param own the properties that decide them, and that the bean has values of its own for
     */
    List<TriedOffer> tried(TlsOffers others, List<String> own) {
        return beans.tried(others, own);
    }

    /** Whether an activation's certificates would be the same as here. */
    boolean hasCertificatesOf(ActivationConfig other, TlsPolicy policy) {
        return config.certificates().equals(other.certificates())
                && listen.tls().equals(policy);
    }

    /** Why an activation cannot share this address, if that is so. */
    Optional<String> disagreement(ListenConfig wanted, ActivationConfig other) {
        Stream<String> properties = config.socketLevel().keySet().stream()
                .filter(property -> !Objects.equals(
                        config.socketLevel().get(property), other.socketLevel().get(property)))
                .map(property -> property.confidential()
                        ? property.beanName()
                        : property.beanName() + " (\"" + config.socketLevel().get(property) + "\" there, \""
                                + other.socketLevel().get(property) + "\" here)");
        Stream<String> address =
                wanted.equals(listen) ? Stream.empty() : Stream.of("listen (scheme or options differ)");
        List<String> different = Stream.concat(address, properties).toList();
        return different.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", different));
    }

    public boolean isFor(Activation activation) {
        return takers.all().contains(activation);
    }

    /** Those that share it. */
    Takers takers() {
        return takers;
    }

    Activation first() {
        return takers.all().get(0);
    }

    /** Frees the address and tells the peers. */
    void close() {
        takers.close();
        control.close();
    }

    /** The same, but the address stays bound for the next adapter. */
    void keep() {
        takers.close();
        control.keep();
    }

    /** Nothing is to be seen of it any more. To be called when it is closed. */
    public void takeAwayBeans() {
        services.management().remove(beans);
    }

    private String names() {
        return takers.all().stream().map(Activation::name).collect(Collectors.joining(", "));
    }

    public boolean awaitConnections(Duration timeout) {
        return acceptor.awaitConnections(timeout);
    }
}
