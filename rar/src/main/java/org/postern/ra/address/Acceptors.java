package org.postern.ra.address;

import jakarta.resource.NotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.postern.net.ConnectionIo;
import org.postern.net.ListenAddress;
import org.postern.net.Time;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.ListenConfig;
import org.postern.ra.config.Property;
import org.postern.ra.delivery.Activation;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.work.Check;
import org.postern.ra.work.Ending;
import org.postern.tls.TlsOffers;

/**
 * The addresses of an adapter. One is opened for the first activation that wants it, shared by those that agree on how it
 * behaves, and closed with the last one. Thread-safe: containers activate concurrently (section 14.4.7). The lock is held
 * while it is decided who has which address, and not while key stores are read, addresses bound or management beans
 * registered: whatever hangs there must not keep another application from being undeployed.
 */
public final class Acceptors {
    /** Key stores that have not been read after this time are waited for no longer, and noticed when they are. */
    private static final Duration KEY_STORES = Duration.ofSeconds(10);

    private final AddressServices services;
    private final Time time;
    private final LifeMessages messages;
    private final Map<String, SharedAddress> open = new LinkedHashMap<>();

    public Acceptors(AddressServices services) {
        this.services = services;
        this.time = services.connections().time();
        this.messages = services.log().addresses();
    }

    /**
     * Opens or joins all addresses that an activation wants, or none of them. What cannot be bound yet is tried again:
     * only a configuration is a reason to refuse. Waits for key stores to be read, but not longer than they should take.
     */
    public void lease(Activation activation) throws NotSupportedException {
        try {
            List<SharedAddress> addresses = addOrJoin(activation);
            readKeyStores(addresses, activation);
            addresses.forEach(SharedAddress::settle);
        } catch (NotSupportedException | RuntimeException | Error e) {
            Ending ending = new Ending();
            List<SharedAddress> closed = release(activation, Release.FREE, ending);
            ending.step("management", () -> services.management()
                    .await(() -> closed.forEach(SharedAddress::takeAwayBeans)));
            ending.tell(messages);
            throw e;
        }
    }

    /** Opens, pauses or resumes the addresses of an activation, after a change of it. */
    public void settle(Activation activation) {
        addressesOf(activation).forEach(SharedAddress::settle);
    }

    /**
     * Gives up all addresses of an activation, each in a step of its own.
     *
     * @return those that no bean wants any more: they are free, but connections to them, and their management beans, may still
     *     be there
     */
    public List<SharedAddress> release(Activation activation, Release release, Ending ending) {
        List<SharedAddress> closed = new ArrayList<>();
        List<SharedAddress> left = new ArrayList<>();
        Set<WatchedOffers> unwanted;
        synchronized (this) {
            for (SharedAddress address : addressesOf(activation)) {
                if (address.takers().leave(activation)) {
                    open.remove(address.listen().place());
                    closed.add(address);
                } else {
                    left.add(address);
                }
            }
            unwanted = closed.stream().map(SharedAddress::offers).collect(Collectors.toCollection(HashSet::new));
            open.values().forEach(address -> unwanted.remove(address.offers()));
        }
        unwanted.forEach(WatchedOffers::end);
        // Those that stay may all be paused.
        left.forEach(address -> ending.step(address.listen().toString(), address::settle));
        for (SharedAddress address : closed) {
            ending.step(address.listen().toString(), () -> {
                if (release == Release.KEEP_BOUND) {
                    address.keep();
                } else {
                    address.close();
                    messages.closed(address.listen());
                }
            });
        }
        return closed;
    }

    /** Frees what is still kept of the addresses of an activation: no other has come in its place. */
    public void freeKept(Activation activation) {
        activation.config().listen().forEach(one -> services.kept().free(one.address()));
    }

    /** Those that are open, with the activation that decides what there is. */
    synchronized Map<SharedAddress, Activation> all() {
        Map<SharedAddress, Activation> all = new LinkedHashMap<>();
        open.values().forEach(address -> all.put(address, address.first()));
        return all;
    }

    /** Tries other configurations of activations at the addresses that are open. */
    public Trial trial(Map<Activation, Trial.Other> others) {
        return new Trial(
                all(), others, time.clock(), services.connections().io().loops().tls());
    }

    /** The looks at the key stores of all addresses, and at their OCSP responses, each once. */
    public synchronized List<Check> checks() {
        return open.values().stream()
                .flatMap(address -> address.offers().checks().stream())
                .distinct()
                .toList();
    }

    /** All or none, without a call of foreign code. */
    private synchronized List<SharedAddress> addOrJoin(Activation activation) throws NotSupportedException {
        List<ListenConfig> all = activation.config().listen();
        for (ListenConfig wanted : all) {
            SharedAddress existing = open.get(wanted.address().place());
            if (existing != null) {
                failOnConflict(existing, wanted, activation);
            }
        }
        failOnTwin(activation);
        List<SharedAddress> addresses = new ArrayList<>();
        for (ListenConfig wanted : all) {
            SharedAddress existing = open.get(wanted.address().place());
            if (existing == null) {
                addresses.add(add(wanted, activation));
            } else {
                messages.joined(
                        wanted.address(), activation.name(), existing.first().name());
                existing.takers().join(activation);
                addresses.add(existing);
            }
        }
        return addresses;
    }

    /** On other threads: a key store that hangs must not take a deployment with it. */
    private void readKeyStores(List<SharedAddress> addresses, Activation activation) {
        CompletableFuture<Void> read = CompletableFuture.allOf(
                addresses.stream().map(address -> address.offers().firstLook()).toArray(CompletableFuture[]::new));
        if (!time.await(read, KEY_STORES)) {
            messages.keyStoresSlow(activation.name(), time.tooLate(KEY_STORES));
        }
    }

    private synchronized List<SharedAddress> addressesOf(Activation activation) {
        return open.values().stream()
                .filter(address -> address.isFor(activation))
                .toList();
    }

    private SharedAddress add(ListenConfig wanted, Activation activation) {
        ListenAddress listen = wanted.address();
        WatchedOffers offers = offers(activation.config(), wanted);
        SharedAddress address = new SharedAddress(services, offers, wanted, activation);
        open.put(listen.place(), address);
        if (wanted.requiresTlsOnPublicPort()) {
            messages.tlsRequiredOnPublicPort(listen);
        }
        return address;
    }

    private static void failOnConflict(SharedAddress existing, ListenConfig wanted, Activation activation)
            throws NotSupportedException {
        ListenAddress listen = wanted.address();
        var disagreement = existing.disagreement(wanted, activation.config());
        if (disagreement.isPresent()) {
            throw new NotSupportedException(refusal(activation) + listen + " is open for "
                    + existing.first().name() + " with other values of " + disagreement.get()
                    + ". Activations that share an address must agree on these: give both the same values, or another"
                    + " address to one of them.");
        }
        var rival = existing.takers().rivalOf(activation);
        if (rival.isPresent()) {
            throw new NotSupportedException(refusal(activation) + listen + " is open for "
                    + rival.get().name() + ", and both want mail for the same recipients: recipients is \""
                    + rival.get().config().text(Property.RECIPIENTS) + "\" there, \""
                    + activation.config().text(Property.RECIPIENTS)
                    + "\" here. A message goes to one bean: let recipients differ, as in *@orders.example.com, or give"
                    + " another address to one of them, or say overlap=copy for both, and each gets a copy.");
        }
    }

    /** At whichever address: the port is no part of what makes a message the same one. */
    private void failOnTwin(Activation activation) throws NotSupportedException {
        for (SharedAddress address : open.values()) {
            var twin = address.takers().twinOf(activation);
            if (twin.isPresent()) {
                throw new NotSupportedException(refusal(activation) + address.listen() + " is open for "
                        + twin.get().name() + ", both may get the same message, and both have the same name in the"
                        + " same delivery log: what one has committed would be taken for the other's. Give them classes"
                        + " of their own, or recipients that differ, or deliveryLog to one of them only, or all"
                        + " addresses to one.");
            }
        }
    }

    /** Activations with the same certificates and policy share what is known of them, and the TLS sessions. */
    private WatchedOffers offers(ActivationConfig config, ListenConfig wanted) {
        return open.values().stream()
                .filter(address -> address.hasCertificatesOf(config, wanted.tls()))
                .findFirst()
                .map(SharedAddress::offers)
                .orElseGet(() -> newOffers(config, wanted));
    }

    private WatchedOffers newOffers(ActivationConfig config, ListenConfig wanted) {
        String name = wanted.address().toString();
        ConnectionIo io = services.connections().io();
        Messages lines = services.log().keyStores();
        SharedProofs proofs = new SharedProofs(name, io.blocking(), time, lines);
        TlsOffers offers = config.certificates()
                .offers(wanted.tls(), time.clock(), proofs, io.loops().tls());
        return new WatchedOffers(offers, proofs, io.transport().responders(time), name, io.blocking(), time, lines);
    }

    private static String refusal(Activation activation) {
        return "The activation of " + activation.name() + " is refused: ";
    }
}
