package org.postern.ra.address;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.net.Acceptor;
import org.postern.net.AcceptorSettings;
import org.postern.net.ConnectionServices;
import org.postern.net.ListenAddress;
import org.postern.net.MailTransaction;
import org.postern.net.MessageHandler;
import org.postern.net.MessageHandlerFactory;
import org.postern.net.Moment;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.AddressLimits;
import org.postern.ra.config.ListenConfig;
import org.postern.ra.config.Property;
import org.postern.ra.config.WritableLimits;
import org.postern.ra.delivery.Activation;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.delivery.RecipientChecks;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.management.AddressBeans;
import org.postern.ra.management.LimitAttributes;
import org.postern.ra.management.ManagementBeans;
import org.postern.smtp.MailboxPatterns;
import org.postern.smtp.Recipient;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.Service;
import org.postern.tls.TlsPolicy;

/**
 * One address to listen on and the activations that share it, each for recipients of its own. Thread-safe, but changed by
 * {@link Acceptors} only.
 */
public final class SharedAddress implements MessageHandlerFactory {
    /** An application that is deployed again is back within this time. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final ActivationConfig config;
    private final WatchedOffers offers;
    private final ListenConfig listen;
    private final Deliveries deliveries;
    private final RecipientChecks recipientChecks;
    private final ConnectionServices services;
    private final List<Departed> departed = new CopyOnWriteArrayList<>();
    private final List<Activation> activations = new CopyOnWriteArrayList<>();
    private final Acceptor acceptor;
    private final AcceptorControl control;
    private final ManagementBeans managementBeans;
    private final AddressBeans beans;
    private final Arrivals arrivals;
    private volatile boolean closed;

    /** Recipients of a bean that was undeployed. */
    private record Departed(MailboxPatterns recipients, Moment until) {}

    /** Opens nothing yet. */
    SharedAddress(
            WatchedOffers offers,
            ListenConfig listen,
            ConnectionServices services,
            Deliveries deliveries,
            RecipientChecks recipientChecks,
            ManagementBeans managementBeans,
            KeptSockets kept,
            LifeMessages messages,
            Arrivals arrivals,
            Activation first) {
        this.offers = offers;
        this.listen = listen;
        this.config = first.config();
        this.deliveries = deliveries;
        this.recipientChecks = recipientChecks;
        this.services = services;
        this.arrivals = arrivals;
        this.activations.add(first);
        WritableLimits<AcceptorSettings> settings = new WritableLimits<>(
                config.socketLevel(),
                property -> property.scope() != Property.Scope.ADAPTER && !property.isOfBean(),
                limits -> config.acceptor(listen, AddressLimits.read(limits), offers.offers()));
        this.acceptor = new Acceptor(settings, services, this);
        this.control = new AcceptorControl(
                acceptor,
                new BindRetrier(acceptor, services, kept, messages, this::names),
                config.pauses().closesAddress(),
                () -> activations.stream().allMatch(Activation::isPaused),
                services.time(),
                messages);
        this.managementBeans = managementBeans;
        this.beans = managementBeans.of(
                listen.address(),
                new AcceptorStatus(acceptor, control, activations),
                new LimitAttributes(settings, listen.address().toString(), messages),
                offers.offers());
    }

    /** Shows it to the administrator, and opens, pauses or resumes it, after a change of its activations. */
    void settle() {
        managementBeans.add(beans);
        control.settle();
    }

    @Override
    public MessageHandler begin(MailTransaction transaction) {
        return new Routing(this, deliveries, recipientChecks, transaction);
    }

    /**
     * Those that take mail for a recipient: one, or several that share. While applications come and go, whoever is missing gets a moment to
     * appear: the first bean of an application opens the address before the second one is there.
     */
    CompletableFuture<List<Activation>> takers(Recipient recipient) {
        List<Activation> found = find(recipient);
        boolean complete = !found.isEmpty() && !share(found);
        Duration wait = arrivals.untilSettled();
        if (complete || wait.isZero()) {
            return CompletableFuture.completedFuture(found);
        }
        CompletableFuture<List<Activation>> later = new CompletableFuture<>();
        Future<?> unused = services.loops().after(wait, () -> later.complete(find(recipient)));
        return later;
    }

    /** Of several that share, each is to get the message, also one that is just being activated. */
    boolean mayMissSome(List<Activation> found) {
        return arrivals.areUnderWay() && share(found);
    }

    /** What is said when nobody takes mail for a recipient. For good only if nobody did so a while ago or is about to. */
    Reply refusalOf(Recipient recipient) {
        Moment now = services.time().moment();
        departed.removeIf(one -> one.until().isBefore(now));
        return closed
                        || arrivals.areUnderWay()
                        || departed.stream().anyMatch(one -> one.recipients().match(recipient))
                ? Replies.recipientAway()
                : Replies.unknownRecipient();
    }

    public ListenAddress listen() {
        return listen.address();
    }

    /** Whether a message has a reply for each of its recipients. */
    boolean answersEachRecipient() {
        return listen.address().scheme().service() == Service.LMTP;
    }

    WatchedOffers offers() {
        return offers;
    }

    /** Whether an activation's certificates would be the same as here. */
    boolean hasCertificatesOf(ActivationConfig other, TlsPolicy policy) {
        return config.certificates().equals(other.certificates())
                && listen.tls().equals(policy);
    }

    /** One that wants mail for recipients that an activation wants, too. */
    Optional<Activation> rivalOf(Activation activation) {
        return activations.stream()
                .filter(one ->
                        one.config().recipients().excludes(activation.config().recipients()))
                .findFirst();
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
        return activations.contains(activation);
    }

    Activation first() {
        return activations.get(0);
    }

    void join(Activation activation) {
        activations.add(activation);
    }

    /** Tells whether nobody is left. */
    boolean leave(Activation activation) {
        // The last one stays known: messages on their way find it closed, and are refused for now.
        if (activations.size() == 1) {
            return activations.contains(activation);
        }
        if (activations.remove(activation)) {
            Moment now = services.time().moment();
            arrivals.change();
            departed.removeIf(one -> one.until().isBefore(now));
            departed.add(new Departed(activation.config().recipients().patterns(), now.plus(REMEMBERED)));
        }
        return false;
    }

    /** Frees the address and tells the peers. */
    void close() {
        endWith(control::close);
    }

    /** The same, but the address stays bound for whoever comes next. */
    void keep() {
        endWith(control::keep);
    }

    private void endWith(Runnable end) {
        closed = true;
        end.run();
    }

    /** Nothing is to be seen of it any more. To be called when it is closed. */
    public void takeAwayBeans() {
        managementBeans.remove(beans);
    }

    private static boolean share(List<Activation> found) {
        return found.stream().anyMatch(one -> one.config().recipients().shared());
    }

    private List<Activation> find(Recipient recipient) {
        return activations.stream()
                .filter(one -> one.config().recipients().patterns().match(recipient))
                .toList();
    }

    private String names() {
        return activations.stream().map(Activation::name).collect(Collectors.joining(", "));
    }

    public boolean awaitConnections(Duration timeout) {
        return acceptor.awaitConnections(timeout);
    }
}
