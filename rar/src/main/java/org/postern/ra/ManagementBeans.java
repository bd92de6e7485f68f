package org.postern.ra;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.postern.net.ListenAddress;
import org.postern.tls.LocalAddress;
import org.postern.tls.TlsOffers;

/**
 * Keeps one status and one management bean for each local address that peers can connect to. The names carry the id of
 * this adapter instance, because several may live in one server (section 6.3.1). Thread-safe.
 */
final class ManagementBeans {
    /** How often to look whether the machine has other addresses than before. */
    static final Duration ADDRESSES_PERIOD = Duration.ofSeconds(10);

    private final String adapterId;
    private final StatusServices services;
    private final Messages messages;
    private final MachineAddresses addresses;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Map<ListenAddress, ListenStatus> open = new HashMap<>();
    private Instant looked;

    /** Read by event loops, which must not wait for anybody here. */
    private volatile Set<LocalAddress> inPlaintext = Set.of();

    ManagementBeans(String adapterId, StatusServices services, MachineAddresses addresses) {
        this.adapterId = adapterId;
        this.services = services;
        this.messages = services.messages();
        this.addresses = addresses;
        this.looked = services.clock().instant();
    }

    synchronized void add(ListenAddress listen, TlsOffers offers) {
        ListenStatus status = new ListenStatus(listen, offers);
        open.put(listen, status);
        Set<LocalAddress> there = addresses.behind(listen);
        status.add(there.isEmpty() ? Set.of(listen.localAddress()) : there, this::status)
                .forEach(one -> register(listen, one));
        publish();
    }

    synchronized void remove(ListenAddress listen) {
        ListenStatus status = open.remove(listen);
        if (status != null) {
            status.all().forEach(one -> unregister(listen, one));
        }
        publish();
    }

    /** Looks whether any address offers something else than before, and whether there are others. */
    synchronized void check() {
        Instant now = services.clock().instant();
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
            unregister(listen, gone);
        }
        for (LocalAddressStatus added : status.add(there, this::status)) {
            register(listen, added);
        }
    }

    private LocalAddressStatus status(ListenAddress listen, LocalAddress address, TlsOffers offers) {
        ListenAddress.Scheme scheme = listen.scheme();
        NotificationQueue notifying =
                new NotificationQueue(services.threads(), () -> messages.notificationsLost(scheme, address));
        return new LocalAddressStatus(scheme, address, offers, services, notifying, this::check);
    }

    private void register(ListenAddress listen, LocalAddressStatus status) {
        try {
            server.registerMBean(status, name(status));
        } catch (JMException e) {
            messages.notManaged(listen, e);
        }
    }

    private void unregister(ListenAddress listen, LocalAddressStatus status) {
        try {
            server.unregisterMBean(name(status));
        } catch (JMException e) {
            messages.notManaged(listen, e);
        }
    }

    private void publish() {
        inPlaintext = open.values().stream()
                .filter(status -> !status.listen().implicitTls())
                .flatMap(status -> status.all().stream())
                .map(LocalAddressStatus::localAddress)
                .collect(Collectors.toUnmodifiableSet());
    }

    private ObjectName name(LocalAddressStatus status) throws JMException {
        return new ObjectName("org.postern:type=LocalAddress,adapter=" + adapterId + ",scheme=" + status.getScheme()
                + ",address=" + ObjectName.quote(status.getAddress()) + ",port=" + status.getPort());
    }
}
