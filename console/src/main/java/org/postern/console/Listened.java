package org.postern.console;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;

/** Which addresses are listened on by themselves, and not behind a wildcard alone. Immutable. */
final class Listened {
    private static final List<String> KEYS = List.of("adapter", "scheme", "address", "port");

    private final Set<List<String>> places;

    private Listened(Set<List<String>> places) {
        this.places = places;
    }

    static Listened of(Beans beans) {
        return new Listened(
                beans.names("Acceptor").stream().map(Listened::place).collect(Collectors.toSet()));
    }

    /**
     * Whether it is there only because a wildcard covers each address of the machine: no other machine can send to 127.0.0.1 or ::1, and
     * none from elsewhere to a link-local address.
     */
    boolean isByTheWay(Bean address) {
        return IpLiteral.of(address.key("address"))
                        .filter(Listened::isOfTheMachine)
                        .isPresent()
                && !places.contains(place(address.name()));
    }

    private static boolean isOfTheMachine(InetAddress ip) {
        return ip.isLoopbackAddress() || ip.isLinkLocalAddress();
    }

    /** As it stands in the name, quotes included. */
    private static List<String> place(ObjectName name) {
        return KEYS.stream()
                .flatMap(key -> Stream.ofNullable(name.getKeyProperty(key)))
                .toList();
    }
}
