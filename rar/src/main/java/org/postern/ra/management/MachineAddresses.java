package org.postern.ra.management;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.ip.LocalAddress;
import org.postern.net.ListenAddress;

/** Which local addresses peers can connect to. */
@FunctionalInterface
public interface MachineAddresses {
    /** All IP addresses of this machine; empty if they cannot be found out. */
    List<InetAddress> all();

    /** Those that its interfaces have at this moment. */
    static MachineAddresses ofInterfaces() {
        return () -> {
            try {
                return NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .toList();
            } catch (SocketException e) {
                return List.of();
            }
        };
    }

    /**
     * Those that stand behind an address to listen on: behind a wildcard, all of the machine, and each may offer
     * something else. Empty if they cannot be found out.
     */
    default Set<LocalAddress> behind(ListenAddress listen) {
        // A socket on [::] accepts IPv4 as well.
        boolean ipv4Only = listen.ip().getAddress().length == 4;
        Stream<InetAddress> ips = listen.ip().isAnyLocalAddress()
                ? all().stream().filter(ip -> !ipv4Only || ip.getAddress().length == 4)
                : Stream.of(listen.ip());
        return ips.map(ip -> new LocalAddress(ip, listen.port())).collect(Collectors.toUnmodifiableSet());
    }
}
