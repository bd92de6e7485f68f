package org.postern.ra.management;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.net.ListenAddress;
import org.postern.net.Moment;
import org.postern.ra.log.Messages;
import org.postern.tls.TlsOffers;

/** The management beans of all addresses of an adapter, and what has to be looked at again and again. Thread-safe. */
public final class ManagementBeans {
    /** How often to look whether the machine has other addresses than before. */
    static final Duration ADDRESSES_PERIOD = Duration.ofSeconds(10);

    private final ManagementRegistry registry;
    private final StatusServices services;
    private final Messages messages;
    private final MachineAddresses machine;
    private final LocalAddressStatus.Others others = new LocalAddressStatus.Others(this::check, this::listener);
    private final CopyOnWriteArrayList<AddressBeans> open = new CopyOnWriteArrayList<>();
    private Moment looked;

    /** Read by event loops, which must not wait here. */
    private volatile Set<LocalAddress> inPlaintext = Set.of();

    public ManagementBeans(ManagementRegistry registry, StatusServices services, MachineAddresses machine) {
        this.registry = registry;
        this.services = services;
        this.messages = services.messages();
        this.machine = machine;
        this.looked = services.time().moment();
    }

    /** Those of an address to listen on, which has to open and close them. */
    public AddressBeans of(
            ListenAddress listen, AcceptorStatusMXBean acceptor, LimitAttributes limits, TlsOffers offers) {
        return new AddressBeans(
                listen,
                registry.only(
                        () -> name("Acceptor", acceptor.getScheme(), acceptor.getAddress(), acceptor.getPort()),
                        new LimitedBean(DescribedBean.of(AcceptorStatusMXBean.class, acceptor), limits)),
                machine,
                address -> local(listen, address, offers),
                this::publish);
    }

    /** From now on they are there and looked at, unless they are already, or have been removed. */
    public void add(AddressBeans beans) {
        open.addIfAbsent(beans);
        beans.open();
        if (beans.isClosed()) {
            open.remove(beans);
        }
    }

    /** No bean wants the address any more. */
    public void remove(AddressBeans beans) {
        open.remove(beans);
        beans.close();
    }

    /** Has beans taken away, and waits for that, but not for ever. */
    public void await(Runnable takingAway) {
        registry.await(registry.away(takingAway));
    }

    /** Looks whether any address offers something else than before, and whether there are others. */
    public void check() {
        if (isTimeForAddresses()) {
            for (AddressBeans beans : open) {
                beans.look().forEach(gone -> messages.vanished(beans.listen().scheme(), gone.localAddress()));
            }
        }
        List<RuntimeException> failures = new ArrayList<>();
        open.forEach(beans -> beans.statuses().forEach(status -> check(status, failures)));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Whether connections to an address begin in plaintext; false if it is not known. Never blocks. */
    public boolean beginsInPlaintext(LocalAddress address) {
        return inPlaintext.contains(address);
    }

    /** The bean that listens at an address, if there is one. */
    private Optional<LocalAddressStatus> listener(LocalAddress address) {
        return open.stream()
                .flatMap(beans -> beans.statuses().stream())
                .filter(status -> status.localAddress().equals(address))
                .findFirst();
    }

    private synchronized boolean isTimeForAddresses() {
        Moment now = services.time().moment();
        if (now.isBefore(looked.plus(ADDRESSES_PERIOD))) {
            return false;
        }
        looked = now;
        return true;
    }

    /** What is wrong with one address is no reason not to look at the others. */
    private static void check(LocalAddressStatus status, List<RuntimeException> failures) {
        try {
            status.check();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private AddressBeans.LocalBean local(ListenAddress listen, LocalAddress address, TlsOffers offers) {
        ListenAddress.Scheme scheme = listen.scheme();
        NotificationQueue notifying =
                new NotificationQueue(services.threads(), () -> messages.notificationsLost(scheme, address));
        Supplier<ObjectName> name =
                () -> name("LocalAddress", scheme.toString(), IpLiteral.format(address.ip()), address.port());
        LocalAddressStatus status = new LocalAddressStatus(
                name, address, new Explanation.Rules(scheme, offers), services, notifying, others);
        return new AddressBeans.LocalBean(
                status,
                registry.only(name, DescribedBean.of(LocalAddressStatusMXBean.class, status, status.notifications())));
    }

    private ObjectName name(String type, String scheme, String address, int port) {
        return registry.name(
                type, "scheme", scheme, "address", ObjectName.quote(address), "port", String.valueOf(port));
    }

    private synchronized void publish() {
        inPlaintext = open.stream()
                .filter(beans -> !beans.listen().implicitTls())
                .flatMap(beans -> beans.statuses().stream())
                .map(LocalAddressStatus::localAddress)
                .collect(Collectors.toUnmodifiableSet());
    }
}
