package org.postern.ra;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.postern.net.ListenAddress;
import org.postern.tls.IpLiteral;
import org.postern.tls.LocalAddress;
import org.postern.tls.TlsOffers;

/**
 * Keeps one status and one management bean for each local address that peers can connect to. The names carry the id of
 * this adapter instance, because several may live in one server (section 6.3.1). Thread-safe.
 */
final class ManagementBeans {
    private final String adapterId;
    private final Messages messages;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Map<ListenAddress, List<LocalAddressStatus>> statuses = new HashMap<>();

    ManagementBeans(String adapterId, Messages messages) {
        this.adapterId = adapterId;
        this.messages = messages;
    }

    synchronized void add(ListenAddress listen, TlsOffers offers) {
        List<LocalAddressStatus> added = localAddresses(listen)
                .map(address -> new LocalAddressStatus(listen.scheme(), address, offers, messages))
                .toList();
        statuses.put(listen, added);
        for (LocalAddressStatus status : added) {
            try {
                server.registerMBean(status, name(status));
            } catch (JMException e) {
                messages.notManaged(listen, e);
            }
        }
    }

    synchronized void remove(ListenAddress listen) {
        for (LocalAddressStatus status : statuses.getOrDefault(listen, List.of())) {
            try {
                server.unregisterMBean(name(status));
            } catch (JMException e) {
                messages.notManaged(listen, e);
            }
        }
        statuses.remove(listen);
    }

    /** Looks whether any address offers something else than before. */
    synchronized void check() {
        statuses.values().forEach(list -> list.forEach(LocalAddressStatus::check));
    }

    private ObjectName name(LocalAddressStatus status) throws JMException {
        return new ObjectName("org.postern:type=LocalAddress,adapter=" + adapterId + ",scheme=" + status.getScheme()
                + ",address=" + ObjectName.quote(status.getAddress()) + ",port=" + status.getPort());
    }

    /** Behind a wildcard address stand all addresses of the machine, and each may offer something else. */
    private static Stream<LocalAddress> localAddresses(ListenAddress listen) {
        Stream<InetAddress> ips = listen.ip().isAnyLocalAddress() ? addressesLike(listen.ip()) : Stream.of(listen.ip());
        return ips.map(IpLiteral::format)
                .distinct()
                .flatMap(text -> IpLiteral.parse(text).stream())
                .map(ip -> new LocalAddress(ip, listen.port()));
    }

    /** A socket on {@code [::]} accepts IPv4 as well. */
    private static Stream<InetAddress> addressesLike(InetAddress wildcard) {
        boolean ipv4Only = wildcard.getAddress().length == 4;
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(ip -> !ipv4Only || ip.getAddress().length == 4);
        } catch (SocketException e) {
            return Stream.of(wildcard);
        }
    }
}
