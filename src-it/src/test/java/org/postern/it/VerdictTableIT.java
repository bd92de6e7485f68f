package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every verdict at every level of binding, as peers see it: in plaintext, after STARTTLS and with implicit TLS; and who
 * gets which certificate by what he can verify, with and without a server name.
 */
@ExtendWith(ArquillianExtension.class)
class VerdictTableIT {
    /**
     * Each row: a verdict, the aliases that are bound or "-", the certificates that clients get who can verify RSA alone
     * and ECDSA alone, or "none", or "-" where there is no TLS, and properties or "-".
     */
    private static final String TABLE = """
            USABLE                 ecdsa|rsa   rsa      ecdsa    -
            USABLE                 rsa         rsa      none     -
            USABLE                 ecdsa       none     ecdsa    -
            USABLE                 expired     none     expired  expiredCertificate=keep
            USABLE                 disorder    none     disorder -
            USABLE                 ecdsa|rsa   rsa      ecdsa    tlsProvider=openssl
            USABLE                 rsa         rsa      none     tlsProvider=auto
            DISABLED               rsa         -        -        tls=never
            NO_BINDING             -           -        -        -
            ALIAS_NOT_FOUND        missing     -        -        -
            NOT_A_KEY              certificate -        -        -
            KEY_UNREADABLE         locked      -        -        -
            KEY_MISMATCH           mismatched  -        -        -
            NOT_YET_VALID          future      -        -        -
            EXPIRED                expired     -        -        -
            KEY_USAGE              clients     -        -        -
            WEAK                   weak        -        -        -
            PROVIDER_UNFIT         ecdsa|rsa   -        -        tlsProvider=openssl;tlsCipherSuites=TLS_AES_128_GCM_SHA256
            SELF_TEST_FAILED       rsa         -        -        tlsCipherSuites=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            SELF_TEST_FAILED       ecdsa       -        -        tlsCipherSuites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            SELF_TEST_FAILED       rsa         -        -        tlsMinProtocol=TLSv1.3;tlsCipherSuites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            TRUST_STORE_UNREADABLE ecdsa|rsa   -        -        clientCertificates=need;trustStore=file:DIR/missing
            TRUST_STORE_UNREADABLE ecdsa|rsa   -        -        clientCertificates=need;trustStore=file:DIR/damaged
            KEYSTORE_UNREADABLE    ecdsa|rsa   -        -        keyStore=file:DIR/missing
            KEYSTORE_UNREADABLE    ecdsa|rsa   -        -        keyStore=file:DIR/damaged
            KEYSTORE_UNREADABLE    ecdsa|rsa   -        -        keyStorePassword=another
            """;

    private static final List<String> CLIENTS = List.of("rsa-1.2", "rsa-1.3", "ecdsa-1.2", "ecdsa-1.3");
    private static final List<String> SERVER_NAMES = List.of("-", "mx.example.org");

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final AdapterLog log = new AdapterLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @TestFactory
    Stream<DynamicTest> eachVerdictIsWhatPeersSeeOfIt() throws Exception {
        List<Row> rows = rows();
        deploy(rows);
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest("each verdict has a row", () -> assertComplete(rows))),
                rows.stream()
                        .flatMap(row -> Stream.of(
                                DynamicTest.dynamicTest(row + " as each peer sees it", () -> assertOffered(row)),
                                DynamicTest.dynamicTest(
                                        row + " for each kind of client", () -> assertServesClients(row)))));
    }

    /** What was offered when the connection began is refused when it cannot be kept, and the session goes on. */
    @Test
    void aCertificateThatEndsBetweenEhloAndStartTlsIsRefusedForNow() throws Exception {
        int port = FreePorts.on("127.0.0.1");
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(20);
        Path keys = directory.resolve("ending.p12");
        TestKeyStore.at(keys).goodUntil("ending", end).save();
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:" + port,
                        "certificateBindings",
                        "*=ending",
                        "keyStore",
                        "file:" + keys,
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now()
                    .isAfter(end));
            assertThat(client.command("STARTTLS", 454)).startsWith("454 4.7.0 ");
            client.command("MAIL FROM:<a@example.org>", 250);
        }
        StartTlsChecks.assertNothingOffered("127.0.0.1", port);
    }

    private static List<Row> rows() {
        List<String> lines = TABLE.lines().toList();
        String[] addresses = Stream.iterate(1, i -> i <= lines.size(), i -> i + 1)
                .flatMap(i -> Stream.of(1, 2, 3, 4, 5).map(j -> "127.0." + i + "." + j))
                .toArray(String[]::new);
        List<Integer> ports = Stream.generate(() -> FreePorts.on(addresses))
                .distinct()
                .limit(3)
                .toList();
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            rows.add(Row.parse(rows.size() + 1, ports, line));
        }
        return rows;
    }

    private void deploy(List<Row> rows) throws Exception {
        TestKeyStore.at(directory.resolve("keys"), "JKS")
                .good("decoy")
                .named("ecdsa", "EC", "mx.example.org")
                .named("rsa", "RSA", "mx.example.org")
                .certificateOnly("certificate")
                .locked("locked")
                .mismatched("mismatched")
                .notYetValid("future")
                .expired("expired")
                .forClientsOnly("clients")
                .weak("weak")
                .outOfOrder("disorder")
                .save();
        Files.writeString(directory.resolve("damaged"), "Not a key store");
        Ears ear = Ears.withBeans();
        rows.forEach(row -> ear.bean("row-" + row.number(), PlainBean.class, row.activation(directory)));
        server.deploy(
                ear.build(),
                Map.of("keyStore", "file:" + directory.resolve("keys"), "keyStorePassword", TestKeyStore.PASSWORD));
    }

    private static void assertComplete(List<Row> rows) throws Exception {
        URI any = rows.get(0).addresses().get(0);
        Object[] verdicts = Class.forName(
                        "org.postern.tls.Verdict",
                        false,
                        StatusBean.of(any.getHost(), any.getPort()).loader())
                .getEnumConstants();

        assertThat(rows.stream().map(Row::verdict).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(verdicts).map(Object::toString).toList());
    }

    private void assertOffered(Row row) throws Exception {
        for (URI address : row.addresses()) {
            assertThat(log.lines())
                    .as("%s", address)
                    .anyMatch(line -> line.startsWith("POSTERN-1021 ")
                            && line.contains(
                                    " on " + address + (row.usable() ? ": yes. " : ": NO. ") + row.verdict() + ": "));
            if (address.getScheme().equals("smtps")) {
                assertImplicitTls(row, address);
            } else if (row.usable()) {
                StartTlsChecks.assertServed(address.getHost(), address.getPort(), row.firstAlias());
            } else {
                StartTlsChecks.assertNothingOffered(address.getHost(), address.getPort());
            }
        }
    }

    private static void assertImplicitTls(Row row, URI address) throws Exception {
        if (row.usable()) {
            try (SmtpClient client = SmtpClient.connectTls(address.getHost(), address.getPort())) {
                StartTlsChecks.assertServedWithin(client, row.firstAlias());
            }
        } else {
            try (SmtpClient client = SmtpClient.open(address.getHost(), address.getPort())) {
                client.expectEnd();
            }
        }
    }

    private static void assertServesClients(Row row) throws Exception {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
        List<String> seen = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (URI address : row.addresses()) {
            for (String client : CLIENTS) {
                for (String serverName : SERVER_NAMES) {
                    String who = address + " " + client + " " + serverName + ": ";
                    seen.add(who + OpenSslClient.certificate(address, client, serverName));
                    expected.add(who + row.expected(address, client));
                }
            }
        }

        assertThat(seen).containsExactlyElementsOf(expected);
    }

    /** A row and its own addresses, one for each level of binding and one for implicit TLS. */
    private record Row(
            int number,
            List<Integer> ports,
            String verdict,
            String aliases,
            String rsaOnly,
            String ecdsaOnly,
            String properties) {
        static Row parse(int number, List<Integer> ports, String line) {
            String[] cells = line.strip().split(" +", -1);
            return new Row(number, ports, cells[0], cells[1], cells[2], cells[3], cells[4]);
        }

        boolean usable() {
            return verdict.equals("USABLE");
        }

        String firstAlias() {
            return aliases.split("\\|", -1)[0];
        }

        /** The last one, with nothing but TLS, is not for those who want none. */
        List<URI> addresses() {
            return Stream.of(
                            "smtp://%s.1:%d",
                            "smtp://%s.2:%d", "smtp://%s.3:%3$d", "smtp://%s.4:%4$d", "smtps://%s.5:%4$d")
                    .filter(address -> !(verdict.equals("DISABLED") && address.startsWith("smtps")))
                    .map(address -> address.formatted("127.0." + number, ports.get(0), ports.get(1), ports.get(2)))
                    .map(URI::create)
                    .toList();
        }

        /** The levels from the most specific on; the decoy would be served if a less specific one decided. */
        private String bindings() {
            return aliases.equals("-")
                    ? "192.0.2.1=decoy"
                    : "%1$s.1:%2$d=%5$s, %1$s.1=decoy, %1$s.2=%5$s, *:%2$d=decoy, *:%3$d=%5$s, *=%5$s"
                            .formatted("127.0." + number, ports.get(0), ports.get(1), ports.get(2), aliases);
        }

        Map<String, String> activation(Path directory) {
            Map<String, String> activation = new HashMap<>();
            activation.put(
                    "listen",
                    String.join(" ", addresses().stream().map(URI::toString).toList()));
            activation.put("certificateBindings", bindings());
            Stream.of(properties.split(";", -1))
                    .map(property -> property.split("=", 2))
                    .filter(property -> property.length == 2)
                    .forEach(property -> activation.put(property[0], property[1].replace("DIR", directory.toString())));
            return activation;
        }

        String expected(URI address, String client) {
            if (usable()) {
                return client.startsWith("rsa") ? rsaOnly : ecdsaOnly;
            }
            return address.getScheme().equals("smtp") ? OpenSslClient.NOT_OFFERED : OpenSslClient.NONE;
        }

        @Override
        public String toString() {
            return verdict + " " + aliases + " " + properties;
        }
    }
}
