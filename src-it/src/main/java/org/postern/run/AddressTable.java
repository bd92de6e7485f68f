package org.postern.run;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Every address that can be connected to, and what it offers and why, as the adapter's management beans tell. */
final class AddressTable {
    private static final List<String> HEADER = List.of(
            "scheme", "address", "port", "binding", "alias", "certificate", "valid until", "STARTTLS", "reason");

    private final List<Row> rows;

    AddressTable(List<Row> rows) {
        this.rows = rows.stream()
                .sorted(Comparator.comparing(Row::scheme)
                        .thenComparing(Row::address)
                        .thenComparing(Row::port))
                .toList();
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

    /** A line for a shell that sends a mail to the first address, if there is any. */
    Optional<String> commandToSendAMail() {
        return rows.stream()
                .findFirst()
                .map(row -> "printf 'From: me@example.org\\r\\nSubject: Hello\\r\\n\\r\\nHello, bean.\\r\\n' | curl -sS"
                        + (row.scheme().equals("smtps") ? " --insecure" : "")
                        + " --url " + row.scheme() + "://" + row.host() + ":" + row.port()
                        + " --mail-from me@example.org --mail-rcpt you@example.com --upload-file -");
    }

    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        rows.forEach(row -> lines.add(row.cells()));
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

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** One management bean. */
    record Row(
            String scheme,
            String address,
            int port,
            String binding,
            String alias,
            String subject,
            String notAfter,
            String startTls,
            String reason) {

        private static Row read(MBeanServer server, ObjectName name) throws JMException {
            return new Row(
                    text(server, name, "Scheme"),
                    text(server, name, "Address"),
                    (int) server.getAttribute(name, "Port"),
                    text(server, name, "Binding"),
                    text(server, name, "Alias"),
                    text(server, name, "Subject"),
                    text(server, name, "NotAfter"),
                    text(server, name, "StartTls"),
                    text(server, name, "Reason"));
        }

        private static String text(MBeanServer server, ObjectName name, String attribute) throws JMException {
            return String.valueOf(server.getAttribute(name, attribute));
        }

        private List<String> cells() {
            return List.of(
                    scheme, host(), String.valueOf(port), binding, alias, subject, notAfter, offersTls(), reason);
        }

        /** Where TLS begins with the first octet, STARTTLS is never offered. */
        private String offersTls() {
            return scheme.equals("smtps") && startTls.equals("yes") ? "implicit" : startTls;
        }

        private String host() {
            return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        }
    }
}
