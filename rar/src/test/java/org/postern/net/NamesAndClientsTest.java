package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.tls.CertificateBuilder;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/**
 * Every kind of server name, every client that is installed, both versions of TLS, STARTTLS and implicit TLS, one certificate and
 * several: whoever sends a name is served, by the certificate for that name if there is one.
 */
@Timeout(300)
class NamesAndClientsTest {
    private static final Path DOCUMENT = Path.of("../docs/server-names.md");
    private static final String NO_NAME = "-";
    private static final String FIRST = "CN=mx.example.org";
    private static final String OTHER = "CN=two.example.org";

    /** No octet is 0: no argument of a program can have that. */
    private static final Map<String, String> NAMES = names();

    /** One server for each of these and each client, so that it is known who has sent what. */
    private record Way(boolean implicit, boolean several) {
        static List<Way> all() {
            return Stream.of(true, false)
                    .flatMap(implicit -> Stream.of(true, false).map(several -> new Way(implicit, several)))
                    .toList();
        }
    }

    /** One handshake. */
    private record Attempt(Way way, TestServer server, String version, String kind) {
        String name() {
            return NAMES.getOrDefault(kind, NO_NAME);
        }

        /** For the programs: each octet of the name as their shell writes it. */
        String line() {
            String octets = name().equals(NO_NAME)
                    ? NO_NAME
                    : utf8(name())
                            .mapToObj(octet -> String.format("\\x%02x", octet))
                            .collect(Collectors.joining());
            return server.port() + (way.implicit() ? " implicit " : " starttls ") + version + " " + octets;
        }
    }

    /** Makes all attempts one after the other; its own name and version comes first. Empty if it is not installed. */
    @FunctionalInterface
    private interface Client {
        List<String> answers(List<Attempt> attempts) throws Exception;
    }

    /** What one client has done with each kind of name, in whatever way. */
    private record Column(String client, Map<String, String> cells) {}

    @TempDir
    private Path directory;

    @Test
    void whoeverSendsANameIsServed() throws Exception {
        List<Column> columns = new ArrayList<>();
        for (Client client : List.<Client>of(
                attempts -> program(attempts, "bash", "names.sh"),
                attempts -> program(attempts, "python3", "names.py"),
                attempts -> program(attempts, "node", "names.js"),
                NamesAndClientsTest::java)) {
            column(client).ifPresent(columns::add);
        }
        String table = table(columns);
        Files.writeString(Path.of("target/server-names.md"), table);
        // Other versions may do other things.
        if (Files.readString(DOCUMENT).contains(head(columns))) {
            assertThat(Files.readString(DOCUMENT)).isEqualTo(table);
        }
    }

    private Optional<Column> column(Client client) throws Exception {
        Map<Way, TestServer> servers = new LinkedHashMap<>();
        try {
            for (Way way : Way.all()) {
                servers.put(way, open(way));
            }
            List<Attempt> attempts = servers.entrySet().stream()
                    .flatMap(entry -> Stream.of("1.2", "1.3").flatMap(version -> NAMES.keySet().stream()
                            .map(kind -> new Attempt(entry.getKey(), entry.getValue(), version, kind))))
                    .toList();
            List<String> answers = client.answers(attempts);
            if (answers.isEmpty()) {
                return Optional.empty();
            }
            assertThat(answers).as(answers.get(0)).hasSize(attempts.size() + 1);
            return Optional.of(new Column(answers.get(0), cells(attempts, answers.subList(1, answers.size()))));
        } finally {
            servers.values().forEach(TestServer::close);
        }
    }

    private static Map<String, String> cells(List<Attempt> attempts, List<String> answers) {
        Map<TestServer, Iterator<TlsFacts>> handshakes = new LinkedHashMap<>();
        Map<String, Set<String>> cells = new LinkedHashMap<>();
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            String answer = answers.get(i);
            // Whoever refuses to send a name has not begun.
            assertThat(attempt.server().events.all())
                    .as("%s: %s", attempt, answer)
                    .noneMatch(event -> event.startsWith("handshake failed") && !event.endsWith("NOT_BEGUN"));
            Iterator<TlsFacts> ofServer = handshakes.computeIfAbsent(
                    attempt.server(), server -> server.events.handshakes().iterator());
            cells.computeIfAbsent(attempt.kind(), kind -> new LinkedHashSet<>())
                    .add(answer.startsWith("CN=") ? served(attempt, answer, ofServer.next()) : "\"" + answer + "\"");
        }
        assertThat(handshakes.values())
                .as("no handshake but those that were told")
                .noneMatch(Iterator::hasNext);
        assertThat(cells).allSatisfy((kind, seen) -> assertThat(seen).as(kind).hasSize(1));
        return cells.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().iterator().next()));
    }

    private static String served(Attempt attempt, String answer, TlsFacts facts) {
        String sent = facts.serverName().orElse(NO_NAME);
        assertThat(facts.version()).as(attempt.toString()).isEqualTo("TLSv" + attempt.version());
        assertThat(answer)
                .as("%s, as %s", attempt, sent)
                .isEqualTo(attempt.way().several() ? certificateFor(sent) : FIRST);
        if (sent.equals(asTold(attempt.name()))) {
            return "served";
        }
        return sent.equals(NO_NAME) ? "served, sends none" : "served, sends `" + sent + "`";
    }

    /** A wildcard stands for a label with an underscore, too, and for itself. */
    private static String certificateFor(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        return List.of("two.example.org", "mail_server.shop.example", "*.shop.example")
                        .contains(host)
                ? OTHER
                : FIRST;
    }

    /** In the facts of a handshake. */
    private static String asTold(String name) {
        String host = utf8(name)
                .mapToObj(octet -> octet > ' ' && octet <= '~' ? String.valueOf((char) octet) : "?")
                .collect(Collectors.joining());
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static IntStream utf8(String name) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, octets.length).map(i -> Byte.toUnsignedInt(octets[i]));
    }

    private static String table(List<Column> columns) {
        String lines = NAMES.entrySet().stream()
                .map(row -> "| " + row.getKey() + " | "
                        + (certificateFor(asTold(row.getValue())).equals(OTHER) ? "its own" : "the first") + " | "
                        + columns.stream()
                                .map(column -> column.cells().getOrDefault(row.getKey(), ""))
                                .collect(Collectors.joining(" | "))
                        + " |\n")
                .collect(Collectors.joining());
        return """
                # Server names and clients

                What clients in use get when they ask for a name (SNI, RFC 6066 section 3), and the certificate that it
                is where several are bound. A test makes this table from real handshakes: in TLS 1.2 and 1.3, with STARTTLS and implicit
                TLS, with one certificate bound and with two, and each was the same in all of these ways. "served": the name was sent, and
                mail could be. In quotes: the client does not send the name, and says this. Java's is one that sends anything.

                """ + head(columns) + "|---".repeat(columns.size() + 2) + "|\n" + lines;
    }

    private static String head(List<Column> columns) {
        return "| Name | Certificate | " + columns.stream().map(Column::client).collect(Collectors.joining(" | "))
                + " |\n";
    }

    private TestServer open(Way way) throws Exception {
        Path own = Files.createTempDirectory(directory, "server");
        Path keys = TestKeyStore.pkcs12()
                .key(
                        "mx",
                        TestCertificates.EC,
                        CertificateBuilder.of(TestCertificates.EC, "mx.example.org")
                                .names("mx.example.org")
                                .build())
                .key(
                        "two",
                        TestCertificates.OTHER_EC,
                        CertificateBuilder.of(TestCertificates.OTHER_EC, "two.example.org")
                                .names("two.example.org", "*.shop.example")
                                .build())
                .write(own.resolve("keys.p12"));
        TestServer server =
                new TestServer(own).offering(TestOffers.kept(way.several() ? "*=mx|two" : "*=mx", keys, own));
        return (way.implicit() ? server.implicitTls() : server).start();
    }

    private List<String> program(List<Attempt> attempts, String program, String script)
            throws IOException, InterruptedException {
        return new TlsProgram(script, List.of(program, script))
                .run(directory, attempts.stream().map(Attempt::line).toList(), TestServer.HOST_NAME);
    }

    /** The one that runs this test. */
    private static List<String> java(List<Attempt> attempts) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("Java " + Runtime.version().feature());
        for (Attempt attempt : attempts) {
            lines.add(java(attempt));
        }
        return lines;
    }

    private static String java(Attempt attempt) throws Exception {
        TestClient client = new TestClient().version("TLSv" + attempt.version());
        boolean implicit = attempt.way().implicit();
        try (Peer peer =
                implicit ? attempt.server().connect() : attempt.server().greeted()) {
            if (!implicit) {
                peer.ask("STARTTLS");
            }
            SSLSession session = peer.handshake(
                    attempt.name().equals(NO_NAME)
                            ? client
                            : client.askingFor(attempt.name().getBytes(StandardCharsets.UTF_8)));
            if (implicit) {
                peer.reply();
            }
            peer.ask("EHLO client.example.org");
            return session.getPeerPrincipal().getName();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("none", NO_NAME);
        names.put("host name", "two.example.org");
        names.put("upper case", "TWO.Example.ORG");
        names.put("dot at the end", "two.example.org.");
        names.put("of no server here", "other.example");
        names.put("wildcard", "*.shop.example");
        names.put("underscore", "mail_server");
        names.put("underscore under a wildcard", "mail_server.shop.example");
        names.put("IPv4 address", "192.0.2.1");
        names.put("IPv6 address", "2001:db8::1");
        names.put("IPv6 address in brackets", "[2001:db8::1]");
        names.put("dot alone", ".");
        names.put("empty label", "a..example.org");
        names.put("empty label at the beginning", ".example.org");
        names.put("hyphen at the beginning", "-a.example.org");
        names.put("blank alone", " ");
        names.put("blank inside", "two words.example.org");
        names.put("port", "two.example.org:25");
        names.put("label of 63 octets", "a".repeat(63) + ".example.org");
        names.put("label of 64 octets", "a".repeat(64) + ".example.org");
        names.put("255 octets", "ab.".repeat(84) + "abc");
        names.put("255 octets, one label", "a".repeat(255));
        names.put("not ASCII", "m\u00fcller.example.org");
        names.put("end of a line inside", "two.example.org\r\nx");
        return names;
    }
}
