package org.postern.console.path;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Where a look may go: to the mail ports of addresses that the whole world can reach as well, and to this server's own. So an
 * operator's password, if it is stolen, opens no way into the network behind the server. Immutable.
 *
 * @param own the addresses of this machine, and of its adapters
 * @param ports at which its adapters listen
 */
public record Doors(Set<InetAddress> own, Set<Integer> ports) {
    private static final Set<Integer> MAIL = Set.of(25, 465, 587);

    public Doors {
        own = Set.copyOf(own);
        ports = Set.copyOf(ports);
    }

    /** Why not; empty if it may. */
    public Optional<String> refusal(InetAddress address, int port) {
        boolean isOwn = own.contains(address);
        if (!mayBeReached(address)) {
            return Optional.of(
                    address.getHostAddress() + " is neither an address of this server nor one of the Internet");
        }
        if (!MAIL.contains(port) && !(isOwn && ports.contains(port))) {
            return Optional.of(
                    isOwn
                            ? "Port " + port + " is none for mail (25, 465, 587), and no adapter listens at it"
                            : "Port " + port + " is none for mail: at addresses of others these are 25, 465 and 587");
        }
        return Optional.empty();
    }

    /** Whether any look may go to this address. */
    public boolean mayBeReached(InetAddress address) {
        return own.contains(address) || isPublic(address);
    }

    /** As the registries of special addresses have it (RFC 6890): all others are not for connections of this kind. */
    static boolean isPublic(InetAddress address) {
        byte[] octets = address.getAddress();
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        if (address instanceof Inet4Address) {
            boolean shared = first == 100 && second >= 64 && second < 128;
            boolean special =
                    (first == 192 && second == 0 && octets[2] == 0) || (first == 198 && (second & 0xfe) == 18);
            return first != 0
                    && first < 224
                    && !shared
                    && !special
                    && !address.isLoopbackAddress()
                    && !address.isLinkLocalAddress()
                    && !address.isSiteLocalAddress();
        }
        boolean carriesIpv4 = first == 0x20 && (second == 0x02 || (second == 0x01 && octets[2] == 0 && octets[3] == 0));
        return (first & 0xe0) == 0x20 && !carriesIpv4; // 6to4 and Teredo lead to any IPv4 address.
    }
}
