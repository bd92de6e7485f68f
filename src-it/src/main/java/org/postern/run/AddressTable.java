package org.postern.run;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** Every local address, what it offers and why, or why it is not open, as the adapter's management beans tell. */
final class AddressTable {
    private static final List<String> HEADER = List.of(
            "scheme",
            "address",
            "port",
            "STARTTLS",
            "binding",
            "alias",
            "verdict",
            "certificate",
            "valid until",
            "reason");

    private final List<Row> rows;

    AddressTable(List<Row> rows) {
        this.rows = rows.stream().sorted(Comparator.comparing(Row::place)).toList();
    }

    static AddressTable fromManagementBeans() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            List<Row> rows = new ArrayList<>();
            for (ObjectName name : server.queryNames(new ObjectName("org.postern:type=LocalAddress,*"), null)) {
                rows.add(Row.read(server, name));
            }
            return new AddressTable(rows);
        } catch (JMException e) {
            throw new IllegalStateException("The management beans of the adapter cannot be read", e);
        }
    }

    /** A line for a shell that sends a mail to an address that is open, if there is any. */
    Optional<String> commandToSendAMail() {
        return SampleMail.command(rows);
    }

    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        rows.forEach(row -> lines.addAll(row.lines()));
        int[] widths = IntStream.range(0, HEADER.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        return lines.stream()
                .map(line -> IntStream.range(0, widths.length)
                        .mapToObj(column -> padded(line.get(column), widths[column]))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    private static String text(MBeanServer server, ObjectName name, String attribute) throws JMException {
        return String.valueOf(server.getAttribute(name, attribute));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /**
     * One management bean.
     *
     * @param startTls {@code yes} if TLS is offered
     * @param required whether a client is not served without it
     * @param trouble why the address is not open; empty if it is
     */
    record Row(
            Place place,
            String startTls,
            boolean required,
            String binding,
            String reason,
            String trouble,
            List<Certificate> certificates) {

        /** Where to listen behind which there are several local addresses. */
        private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::");

        private static Row read(MBeanServer server, ObjectName name) throws JMException {
            return new Row(
                    Place.read(server, name),
                    text(server, name, "StartTls"),
                    (boolean) server.getAttribute(name, "Required"),
                    text(server, name, "Binding"),
                    text(server, name, "Reason"),
                    trouble(server, name),
                    Arrays.stream((CompositeData[]) server.getAttribute(name, "Certificates"))
                            .map(Certificate::read)
                            .toList());
        }

        /** What the bean of the acceptor says through which one connects to a local address. */
        private static String trouble(MBeanServer server, ObjectName local) throws JMException {
            ObjectName acceptors = new ObjectName("org.postern:type=Acceptor,adapter=" + local.getKeyProperty("adapter")
                    + ",scheme=" + local.getKeyProperty("scheme") + ",port=" + local.getKeyProperty("port") + ",*");
            for (ObjectName acceptor : server.queryNames(acceptors, null)) {
                String address = text(server, acceptor, "Address");
                if (WILDCARDS.contains(address) || address.equals(text(server, local, "Address"))) {
                    return text(server, acceptor, "Reason");
                }
            }
            return "";
        }

        boolean isOpen() {
            return trouble.isEmpty();
        }

        boolean offersTls() {
            return startTls.equals("yes");
        }

        /** Who has to authenticate needs TLS for it. */
        boolean needsTls() {
            return place.beginsWithTls() || place.needsUser() || required;
        }

        /** One for each certificate; what they have in common stands in the first. */
        private List<List<String>> lines() {
            if (!isOpen()) {
                return List.of(joined(place.cells(), List.of("", "", "", "", "", "", "NOT OPEN: " + trouble)));
            }
            List<String> common = joined(place.cells(), List.of(tls(), binding));
            if (certificates.isEmpty()) {
                return List.of(joined(common, List.of("", "", "", "", reason)));
            }
            List<List<String>> lines = new ArrayList<>();
            for (Certificate certificate : certificates) {
                lines.add(joined(lines.isEmpty() ? common : List.of("", "", "", "", ""), certificate.cells()));
            }
            return lines;
        }

        private static List<String> joined(List<String> left, List<String> right) {
            return Stream.concat(left.stream(), right.stream()).toList();
        }

        private String tls() {
            return place.beginsWithTls() && offersTls() ? "implicit" : startTls;
        }
    }

    /** A local address, and what is spoken there. */
    record Place(String scheme, String address, int port) implements Comparable<Place> {
        private static final Set<String> IMPLICIT_TLS = Set.of("smtps", "submissions");
        private static final Set<String> FOR_USERS = Set.of("submission", "submissions");
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::scheme)
                .thenComparing(Place::address)
                .thenComparing(Place::port);

        private static Place read(MBeanServer server, ObjectName name) throws JMException {
            return new Place(text(server, name, "Scheme"), text(server, name, "Address"), (int)
                    server.getAttribute(name, "Port"));
        }

        /** Where TLS begins with the first octet, STARTTLS is never offered. */
        boolean beginsWithTls() {
            return IMPLICIT_TLS.contains(scheme);
        }

        boolean needsUser() {
            return FOR_USERS.contains(scheme);
        }

        String host() {
            return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        }

        private List<String> cells() {
            return List.of(scheme, host(), String.valueOf(port));
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** One certificate of a binding. */
    record Certificate(String alias, String verdict, String subject, String notAfter, String reason) {
        private static Certificate read(CompositeData data) {
            return new Certificate(
                    text(data, "alias"),
                    text(data, "verdict"),
                    text(data, "subject"),
                    text(data, "notAfter"),
                    text(data, "reason"));
        }

        private static String text(CompositeData data, String item) {
            return String.valueOf(data.get(item));
        }

        private List<String> cells() {
            return List.of(alias, verdict, subject, notAfter, reason);
        }
    }
}
