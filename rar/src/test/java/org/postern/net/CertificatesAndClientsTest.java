package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.ip.LocalAddress;
import org.postern.tls.CertificateCatalogue;
import org.postern.tls.TlsOffer;
import org.postern.tls.TlsOffers;

/** Every kind of certificate, every client that is installed: what the verdict says is what they see. */
@Timeout(600)
class CertificatesAndClientsTest {
    private static final Path DOCUMENT = Path.of("../docs/certificates-and-clients.md");

    /** Of every chain here but those without an authority: no JVM knows their roots. */
    private static final String PRIVATE_ROOT = "is no root that this JVM knows";

    /** Chains that lack what clients would need, or whose root, which is not sent, forbids them. */
    private static final List<String> ENDS_TOO_EARLY =
            List.of("without its intermediate", "root allows no authority below it");

    @TempDir
    private Path directory;

    private final List<Row> rows = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Row row : rows) {
            row.server.close();
        }
    }

    @Test
    void theVerdictIsWhatClientsSee() throws Exception {
        for (CertificateCatalogue.Entry entry : CertificateCatalogue.all()) {
            rows.add(open(entry));
        }
        List<String> servers =
                rows.stream().map(row -> row.server.port() + " " + row.root).toList();
        List<List<String>> clients = clients(servers);
        List<List<String>> asked =
                clients.stream().filter(client -> !client.isEmpty()).toList();

        assertThat(asked).allSatisfy(client -> assertThat(client).hasSize(rows.size() + 1));
        Files.writeString(Path.of("target/certificates-and-clients.md"), table(columns(clients, true)));
        assertThat(contradictions(asked)).isEmpty();
        assertThat(Files.readString(DOCUMENT)).isEqualTo(table(columns(clients, false)));
    }

    /** What each says, two at a time; nothing for those that are not installed. */
    private List<List<String>> clients(List<String> servers) throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<List<String>> clients = new ArrayList<>();
            for (Future<List<String>> client : two.invokeAll(TlsProgram.all().stream()
                    .map(program ->
                            (Callable<List<String>>) () -> program.run(directory, servers, CertificateCatalogue.NAME))
                    .toList())) {
                clients.add(client.get());
            }
            return clients;
        } finally {
            two.shutdownNow();
        }
    }

    /**
     * What was seen; of those that are not here what the document says, or also of those that are here in another version,
     * which may do other things.
     */
    private List<List<String>> columns(List<List<String>> clients, boolean ofEachVersion) throws IOException {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            List<String> seen = clients.get(i);
            List<String> documented = documented(TlsProgram.all().get(i).name());
            boolean here = !seen.isEmpty() && (ofEachVersion || seen.get(0).equals(documented.get(0)));
            if (!here && ofEachVersion) {
                System.err.println(documented.get(0) + " is not here: its column is what it was in " + DOCUMENT);
            }
            columns.add(here ? seen : documented);
        }
        return columns;
    }

    private List<String> documented(String client) throws IOException {
        List<List<String>> lines = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> List.of(line.substring(2).split(" \\| | \\|$")))
                .toList();
        int place = IntStream.range(0, lines.get(0).size())
                .filter(i -> lines.get(0).get(i).startsWith(client))
                .findFirst()
                .orElse(-1);
        List<String> column = new ArrayList<>();
        column.add(place < 0 ? client : lines.get(0).get(place));
        for (Row row : rows) {
            column.add(lines.stream()
                    .filter(line -> place >= 0 && line.get(0).equals(row.entry.name()))
                    .map(line -> line.get(place))
                    .findFirst()
                    .orElse("?"));
        }
        return column;
    }

    /** Where TLS is announced each does what the warnings say that it does; where it is not, nobody sees it. */
    private List<String> contradictions(List<List<String>> clients) {
        List<String> contradictions = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Prediction said = new Prediction(row.warnings());
            for (List<String> client : clients) {
                String seen = client.get(i + 1);
                Set<String> expected = row.offer.usable() ? said.of(client.get(0)) : Set.of("not-offered not-offered");
                if (!expected.contains(seen)) {
                    contradictions.add(row.entry.name() + ", " + client.get(0) + ": " + seen + ", but "
                            + row.offer.verdict() + " " + row.warnings());
                }
            }
        }
        return contradictions;
    }

    private String table(List<List<String>> clients) {
        String rules = "|---".repeat(clients.size() + 2) + "|\n";
        String lines = IntStream.range(0, rows.size())
                .mapToObj(i -> "| " + rows.get(i).entry.name() + " | "
                        + rows.get(i).offer.verdict() + " | "
                        + clients.stream()
                                .map(client -> cell(client.get(i + 1)))
                                .collect(Collectors.joining(" | "))
                        + " |\n")
                .collect(Collectors.joining());
        String sentences = rows.stream().map(Row::said).collect(Collectors.joining());
        return """
                # Certificates and clients

                Which certificates are announced, and what clients in use did with them: each begins TLS
                with STARTTLS twice, once believing everything and once verifying the chain up to a root that it trusts,
                and the name `%s`. A test makes this table from real handshakes, and fails when a client does anything else
                than the verdict and the warnings say of it. Not asked, because they are not on the machine that made it: Schannel,
                BoringSSL, and Go since 1.20.7. What is known of those is in the warnings. The column of NSS is that of its own tools:
                Thunderbird verifies in another way.

                "verified": both succeed. "unverified": only the one that believes everything does. "fails": neither.
                "-": STARTTLS is not announced.

                """.formatted(CertificateCatalogue.NAME) + head(clients) + rules + lines + """

                ## What the administrator is told

                Also told of each chain with an authority here, and left out: that its root is not one that the JVM knows.

                """ + sentences;
    }

    private static String head(List<List<String>> clients) {
        return "| Certificate | Verdict | "
                + clients.stream().map(client -> client.get(0)).collect(Collectors.joining(" | ")) + " |\n";
    }

    private static String cell(String seen) {
        return switch (seen) {
            case "yes yes" -> "verified";
            case "yes no" -> "unverified";
            case "no no" -> "fails";
            case "not-offered not-offered" -> "-";
            default -> seen;
        };
    }

    private Row open(CertificateCatalogue.Entry entry) throws Exception {
        Path own = Files.createDirectory(directory.resolve(String.valueOf(rows.size())));
        Path root = own.resolve("root.pem");
        Files.writeString(root, pem(entry.root()));
        TlsOffers offers = TestOffers.kept(
                entry.dress().write(own, entry.keys(), entry.chain().toArray(X509Certificate[]::new)), own);
        TestServer server = new TestServer(own).offering(offers).start();
        return new Row(
                entry,
                server,
                root,
                offers.offerFor(LocalAddress.of(new InetSocketAddress(Ip.of("127.0.0.1"), server.port()))));
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Row(CertificateCatalogue.Entry entry, TestServer server, Path root, TlsOffer offer) {
        /** But for what is said of each chain here. */
        List<String> warnings() {
            return offer.warnings().stream()
                    .filter(warning -> !warning.contains(PRIVATE_ROOT) || ENDS_TOO_EARLY.contains(entry.name()))
                    .toList();
        }

        /** Without what is different each time. */
        String said() {
            List<String> all = new ArrayList<>();
            if (!offer.usable()) {
                all.add(offer.reason());
            }
            all.addAll(warnings());
            String text = String.join(" ", all)
                    .replace("127.0.0.1:" + server.port(), "127.0.0.1:25")
                    .replace(root.getParent().toString(), "/etc/postern")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "...")
                    .replaceAll("has \\d+ octets", "has ... octets"); // Signatures differ in length.
            return all.isEmpty() ? "" : "- **" + entry.name() + "**: " + text + "\n";
        }
    }
}
