package org.postern.ra;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postern.net.ListenAddress;
import org.postern.net.Moment;
import org.postern.tls.LocalAddress;
import org.postern.tls.TlsOffers;

/**
 * Keeps one status and one management bean for each address to listen on, and for each local address behind it.
 * Thread-safe.
 */
final class ManagementBeans {
    /** How often to look whether the machine has other addresses than before. */
    static final Duration ADDRESSES_PERIOD = Duration.ofSeconds(10);

    private final ManagementRegistry registry;
    private final StatusServices services;
    private final Messages messages;
    private final MachineAddresses addresses;
    private final Map<ListenAddress, AcceptorStatus> acceptors = new HashMap<>();
    private final Map<ListenAddress, ListenStatus> open = new HashMap<>();
    private Moment looked;

    /** Read by event loops, which must not wait for anybody here. */
    private volatile Set<LocalAddress> inPlaintext = Set.of();

    ManagementBeans(ManagementRegistry registry, StatusServices services, MachineAddresses addresses) {
        this.registry = registry;
        this.services = services;
        this.messages = services.messages();
        this.addresses = addresses;
        this.looked = services.time().moment();
    }

    synchronized void add(ListenAddress listen, AcceptorStatus acceptor, TlsOffers offers) {
        acceptors.put(listen, acceptor);
        registry.register("Acceptor", acceptor.keys(), acceptor);
        if (listen.path().isEmpty()) { // Local addresses tell of STARTTLS.
            addLocalAddresses(listen, offers);
        }
    }

    synchronized void addLocalAddresses(ListenAddress listen, TlsOffers offers) {
        ListenStatus status = new ListenStatus(listen, offers);
        open.put(listen, status);
        Set<LocalAddress> there = addresses.behind(listen);
        status.add(there.isEmpty() ? Set.of(listen.localAddress()) : there, this::status)
                .forEach(this::register);
        publish();
    }

    synchronized void remove(ListenAddress listen) {
        AcceptorStatus acceptor = acceptors.remove(listen);
        if (acceptor != null) {
            registry.unregister("Acceptor", acceptor.keys());
        }
        ListenStatus status = open.remove(listen);
        if (status != null) {
            status.all().forEach(this::unregister);
        }
        publish();
    }

    /** Looks whether any address offers something else than before, and whether there are others. */
    synchronized void check() {
        Moment now = services.time().moment();
        if (!now.isBefore(looked.plus(ADDRESSES_PERIOD))) {
            looked = now;
            open.values().forEach(this::lookForAddresses);
            publish();
        }
        open.values().forEach(status -> status.all().forEach(this::check));
    }

    /** Whether connections to an address begin in plaintext; false if it is not known. Never blocks. */
    boolean beginsInPlaintext(LocalAddress address) {
        return inPlaintext.contains(address);
    }

    /** What is wrong with one address is no reason not to look at the others. */
    private void check(LocalAddressStatus status) {
        try {
            status.check();
        } catch (RuntimeException e) {
            messages.checkFailed(e);
        }
    }

    private void lookForAddresses(ListenStatus status) {
        ListenAddress listen = status.listen();
        Set<LocalAddress> there = addresses.behind(listen);
        if (there.isEmpty()) {
            return;
        }
        for (LocalAddressStatus gone : status.keep(there)) {
            messages.vanished(listen.scheme(), gone.localAddress());
            unregister(gone);
        }
        for (LocalAddressStatus added : status.add(there, this::status)) {
            register(added);
        }
    }

    private LocalAddressStatus status(ListenAddress listen, LocalAddress address, TlsOffers offers) {
        ListenAddress.Scheme scheme = listen.scheme();
        NotificationQueue notifying =
                new NotificationQueue(services.threads(), () -> messages.notificationsLost(scheme, address));
        return new LocalAddressStatus(scheme, address, offers, services, notifying, this::check);
    }

    private void register(LocalAddressStatus status) {
        registry.register("LocalAddress", status.keys(), status);
    }

    private void unregister(LocalAddressStatus status) {
        registry.unregister("LocalAddress", status.keys());
    }

    private void publish() {
        inPlaintext = open.values().stream()
                .filter(status -> !status.listen().implicitTls())
                .flatMap(status -> status.all().stream())
                .map(LocalAddressStatus::localAddress)
                .collect(Collectors.toUnmodifiableSet());
    }
}
