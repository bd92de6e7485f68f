package org.postern.ra;

import jakarta.resource.NotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.postern.net.ConnectionServices;
import org.postern.net.ListenAddress;

/**
 * The addresses of an adapter. One is opened for the first activation that wants it, shared by those that agree on how it
 * behaves, and closed with the last one. Thread-safe: containers activate concurrently (section 14.4.7). The lock is held
 * while it is decided who has which address, and not while key stores are read, addresses bound or management beans
 * registered: whatever hangs there must not keep another application from being undeployed.
 */
final class Acceptors {
    /** Key stores that have not been read after this time are waited for no longer, and noticed when they are. */
    private static final Duration KEY_STORES = Duration.ofSeconds(10);

    private final ConnectionServices services;
    private final Deliveries deliveries;
    private final Inquiries inquiries;
    private final ManagementBeans managementBeans;
    private final KeptSockets kept;
    private final LifeMessages messages;
    private final Messages messagesOfChecks;
    private final Arrivals arrivals;
    private final Map<String, OpenAddress> open = new LinkedHashMap<>();

    Acceptors(
            ConnectionServices services,
            Deliveries deliveries,
            Inquiries inquiries,
            ManagementBeans managementBeans,
            KeptSockets kept,
            LifeMessages messages,
            Messages messagesOfChecks,
            Arrivals arrivals) {
        this.services = services;
        this.deliveries = deliveries;
        this.inquiries = inquiries;
        this.managementBeans = managementBeans;
        this.kept = kept;
        this.messages = messages;
        this.messagesOfChecks = messagesOfChecks;
        this.arrivals = arrivals;
    }

    /**
     * Opens or joins all addresses that an activation wants, or none of them. What cannot be bound yet is tried again:
     * only a configuration is a reason to refuse. Waits for key stores to be read, but not longer than they should take.
     */
    void lease(Activation activation) throws NotSupportedException {
        try {
            List<OpenAddress> addresses = addOrJoin(activation);
            readKeyStores(addresses, activation);
            addresses.forEach(OpenAddress::settle);
        } catch (NotSupportedException | RuntimeException | Error e) {
            Ending ending = new Ending();
            List<OpenAddress> closed = release(activation, false, ending);
            ending.step("management", () -> managementBeans.await(() -> closed.forEach(OpenAddress::takeAwayBeans)));
            ending.tell(messages);
            throw e;
        }
    }

    /** Opens, pauses or resumes the addresses of an activation, after a change of it. */
    void settle(Activation activation) {
        addressesOf(activation).forEach(OpenAddress::settle);
    }

    /**
     * Gives up all addresses of an activation, each in a step of its own.
     *
     * @param keep whether they stay bound, for an activation that comes in its place
     * @return those that nobody wants any more: they are free, but connections to them, and their management beans, may still
     *     be there
     */
    List<OpenAddress> release(Activation activation, boolean keep, Ending ending) {
        List<OpenAddress> closed = new ArrayList<>();
        List<OpenAddress> left = new ArrayList<>();
        synchronized (this) {
            for (OpenAddress address : addressesOf(activation)) {
                if (address.leave(activation)) {
                    open.remove(address.listen().place());
                    closed.add(address);
                } else {
                    left.add(address);
                }
            }
        }
        // Those that stay may all be paused.
        left.forEach(address -> ending.step(address.listen().toString(), address::settle));
        for (OpenAddress address : closed) {
            ending.step(address.listen().toString(), () -> {
                if (keep) {
                    address.keep();
                } else {
                    address.close();
                    messages.closed(address.listen());
                }
            });
        }
        return closed;
    }

    /** Frees what is still kept of the addresses of an activation: nobody has come in its place. */
    void freeKept(Activation activation) {
        activation.config().listen().forEach(one -> kept.free(one.address()));
    }

    /** The looks at the key stores of all addresses, each store once. */
    synchronized List<Check> checks() {
        return open.values().stream()
                .map(address -> address.offers().check())
                .distinct()
                .toList();
    }

    /** All or none, and nothing is asked of anybody outside. */
    private synchronized List<OpenAddress> addOrJoin(Activation activation) throws NotSupportedException {
        List<ListenConfig> all = activation.config().listen();
        for (ListenConfig wanted : all) {
            OpenAddress existing = open.get(wanted.address().place());
            if (existing != null) {
                failOnConflict(existing, wanted, activation);
            }
        }
        List<OpenAddress> addresses = new ArrayList<>();
        for (ListenConfig wanted : all) {
            OpenAddress existing = open.get(wanted.address().place());
            if (existing == null) {
                addresses.add(add(wanted, activation));
            } else {
                messages.joined(
                        wanted.address(), activation.name(), existing.first().name());
                existing.join(activation);
                addresses.add(existing);
            }
        }
        return addresses;
    }

    /** On other threads: a key store that hangs must not take a deployment with it. */
    private void readKeyStores(List<OpenAddress> addresses, Activation activation) {
        CompletableFuture<Void> read = CompletableFuture.allOf(
                addresses.stream().map(address -> address.offers().firstLook()).toArray(CompletableFuture[]::new));
        if (!services.time().await(read, KEY_STORES)) {
            messages.keyStoresSlow(activation.name(), services.time().tooLate(KEY_STORES));
        }
    }

    private synchronized List<OpenAddress> addressesOf(Activation activation) {
        return open.values().stream()
                .filter(address -> address.isFor(activation))
                .toList();
    }

    private OpenAddress add(ListenConfig wanted, Activation activation) {
        ListenAddress listen = wanted.address();
        WatchedOffers offers = offers(activation.config(), wanted);
        OpenAddress address = new OpenAddress(
                offers, wanted, services, deliveries, inquiries, managementBeans, kept, messages, arrivals, activation);
        open.put(listen.place(), address);
        if (wanted.requiresTlsOnPublicPort()) {
            messages.tlsRequiredOnPublicPort(listen);
        }
        return address;
    }

    private static void failOnConflict(OpenAddress existing, ListenConfig wanted, Activation activation)
            throws NotSupportedException {
        ListenAddress listen = wanted.address();
        var disagreement = existing.disagreement(wanted, activation.config());
        if (disagreement.isPresent()) {
            throw new NotSupportedException(refusal(activation) + listen + " is open for "
                    + existing.first().name() + " with other values of " + disagreement.get()
                    + ". Activations that share an address must agree on these: give both the same values, or another"
                    + " address to one of them.");
        }
        var rival = existing.rivalOf(activation);
        if (rival.isPresent()) {
            throw new NotSupportedException(refusal(activation) + listen + " is open for "
                    + rival.get().name() + ", and both want mail for the same recipients: recipients is \""
                    + rival.get().config().text(Property.RECIPIENTS) + "\" there, \""
                    + activation.config().text(Property.RECIPIENTS)
                    + "\" here. A message goes to one bean: let recipients differ, as in *@orders.example.com, or give"
                    + " another address to one of them, or say overlap=copy for both, and each gets a copy.");
        }
    }

    /** Activations with the same certificates and policy share what is known of them, and the TLS sessions. */
    private WatchedOffers offers(EndpointConfig config, ListenConfig wanted) {
        return open.values().stream()
                .filter(address -> address.hasCertificatesOf(config, wanted.tls()))
                .findFirst()
                .map(OpenAddress::offers)
                .orElseGet(() -> new WatchedOffers(
                        config.offers(wanted.tls(), services.time().clock()),
                        wanted.address().toString(),
                        services.blocking(),
                        services.time(),
                        messagesOfChecks));
    }

    private static String refusal(Activation activation) {
        return "The activation of " + activation.name() + " is refused: ";
    }
}
