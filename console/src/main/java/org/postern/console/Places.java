package org.postern.console;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import org.postern.console.path.Doors;
import org.postern.console.path.Expectation;
import org.postern.console.path.Expectation.BoundCertificate;

/** The local addresses of all adapters, as the path doctor wants to know them. */
final class Places {
    /** Addresses besides this machine's own that lead to it, such as a balancer's: as a comma-separated list. */
    static final String FRONT_DOORS = "org.postern.console.frontDoors";

    private static final int MOST_NAMES = 50;

    /** For the ports that the world knows, whatever the ports behind them are. */
    private static final Map<Integer, Set<String>> SCHEMES =
            Map.of(25, Set.of("smtp"), 465, Set.of("submissions", "smtps"), 587, Set.of("submission"));

    private final Beans beans;

    Places(Beans beans) {
        this.beans = beans;
    }

    List<Bean> addresses() {
        return beans.ofType("LocalAddress");
    }

    List<Expectation> expectations() {
        return addresses().stream().map(Places::expectation).toList();
    }

    /** What the adapter says that a client is told there. */
    static Expectation expectation(Bean address) {
        return new Expectation(
                address.key("scheme"),
                address.key("address"),
                address.number("Port").orElse(0L).intValue(),
                address.text("Verdict"),
                address.text("Reason"),
                certificates(address)
                        .filter(Places::isServed)
                        .map(Places::certificate)
                        .toList());
    }

    /** Whether no client is served there without TLS. */
    static boolean needsTls(Bean address) {
        return address.is("TlsRequired", 1) || expectation(address).implicit();
    }

    private static BoundCertificate certificate(CompositeData row) {
        return new BoundCertificate(
                text(row, "alias"),
                text(row, "subject"),
                names(row),
                text(row, "notAfter"),
                text(row, "fingerprint"),
                text(row, "keyFingerprint"));
    }

    static Stream<CompositeData> certificates(Bean address) {
        return address.attributes().get("Certificates") instanceof CompositeData[] rows
                ? Arrays.stream(rows)
                : Stream.empty();
    }

    /** Empty if the row has none. */
    static String text(CompositeData row, String key) {
        return row.containsKey(key) && row.get(key) instanceof String text ? text : "";
    }

    static boolean isServed(CompositeData row) {
        return text(row, "verdict").equals("USABLE");
    }

    /** The end of time where an adapter tells none. */
    static Instant endOf(CompositeData row) {
        return time(row, "notAfter").orElse(Instant.MAX);
    }

    /** Empty if the row has none. */
    static Optional<Instant> time(CompositeData row, String key) {
        try {
            return Optional.of(Instant.parse(text(row, key)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static List<String> names(CompositeData row) {
        return row.containsKey("names") && row.get("names") instanceof String[] names ? List.of(names) : List.of();
    }

    /** Names that clients may look for here: those of the certificates. */
    Set<String> publicNames() {
        return addresses().stream()
                .flatMap(Places::certificates)
                .flatMap(row -> names(row).stream())
                .filter(name -> name.matches("[A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*"))
                .limit(MOST_NAMES)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Doors doors() {
        List<Expectation> all = expectations();
        Set<InetAddress> own = new HashSet<>(ofTheMachine());
        Stream.concat(
                        all.stream().map(Expectation::address),
                        Stream.of(System.getProperty(FRONT_DOORS, "").split(",")))
                .forEach(text -> IpLiteral.of(text).ifPresent(own::add));
        return new Doors(own, all.stream().map(Expectation::port).collect(Collectors.toSet()));
    }

    private static Set<InetAddress> ofTheMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toSet());
        } catch (SocketException e) {
            return Set.of();
        }
    }

    /**
     * What stands behind a door: the local address of just that address and port; else the only one of that port, else the only one of
     * the scheme that the port is for.
     */
    static Optional<Expectation> behind(InetAddress address, int port, List<Expectation> all) {
        List<Expectation> ofPort =
                all.stream().filter(one -> one.port() == port).toList();
        Optional<Expectation> same = ofPort.stream()
                .filter(one ->
                        IpLiteral.of(one.address()).filter(address::equals).isPresent())
                .findFirst();
        return same.or(() -> only(ofPort))
                .or(() -> only(all.stream()
                        .filter(one -> SCHEMES.getOrDefault(port, Set.of()).contains(one.scheme()))
                        .toList()));
    }

    private static Optional<Expectation> only(List<Expectation> some) {
        return some.size() == 1 ? Optional.of(some.get(0)) : Optional.empty();
    }
}
