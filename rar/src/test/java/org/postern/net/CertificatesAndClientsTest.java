package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.tls.CertificateCatalogue;
import org.postern.tls.LocalAddress;
import org.postern.tls.TlsOffer;
import org.postern.tls.TlsOffers;

/** Every kind of certificate, every client that is installed: what the verdict says is what they see. */
@Timeout(300)
class CertificatesAndClientsTest {
    private static final Path DOCUMENT = Path.of("../docs/certificates.md");

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
        List<List<String>> clients = new ArrayList<>();
        clients.add(TlsProgram.run(directory, servers, "sh", "client.sh", CertificateCatalogue.NAME));
        clients.add(TlsProgram.run(directory, servers, "bash", "gnutls.sh", CertificateCatalogue.NAME));
        clients.add(TlsProgram.run(directory, servers, "python3", "client.py", CertificateCatalogue.NAME));
        clients.add(TlsProgram.run(directory, servers, "node", "client.js", CertificateCatalogue.NAME));
        clients.add(java());
        clients.removeIf(List::isEmpty);

        assertThat(clients).allSatisfy(client -> assertThat(client).hasSize(rows.size() + 1));
        String table = table(clients);
        Files.writeString(Path.of("target/certificates.md"), table);
        assertThat(contradictions(clients)).isEmpty();
        // Other versions may do other things.
        if (Files.readString(DOCUMENT).contains(head(clients))) {
            assertThat(Files.readString(DOCUMENT)).isEqualTo(table);
        }
    }

    /** Where TLS is announced everybody can use it, or a warning says who cannot; where it is not, nobody sees it. */
    private List<String> contradictions(List<List<String>> clients) {
        List<String> contradictions = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            for (List<String> client : clients) {
                String seen = client.get(i + 1);
                boolean right = row.offer.usable()
                        ? seen.equals("yes yes")
                                || (seen.equals("yes no") && row.warnsOfVerification())
                                || (seen.equals("no no") && row.warnsOf(client.get(0)))
                        : seen.equals("not-offered not-offered");
                if (!right) {
                    contradictions.add(row.entry.name() + ", " + client.get(0) + ": " + seen + ", but "
                            + row.offer.verdict() + " " + row.offer.warnings());
                }
            }
            int place = i + 1;
            if (row.warnsAllWhoVerify()
                    && clients.stream().allMatch(client -> client.get(place).equals("yes yes"))) {
                contradictions.add(row.entry.name() + ": nobody refuses it, but " + row.offer.warnings());
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

                Which certificates are announced, and what clients that nobody here wrote did with them: each begins TLS
                with STARTTLS twice, once believing everything and once verifying the chain up to a root that it trusts,
                and the name `%s`. A test makes this table from real handshakes, and fails when a client cannot use what
                is announced without a warning, or when no client minds what a warning says of all. Not asked, because they are
                not on the machine that made it: NSS, Go, Schannel, BoringSSL. What their default lists lack is in the warnings.

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

    /** The one that runs this test. */
    private List<String> java() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("Java " + Runtime.version().feature());
        for (Row row : rows) {
            lines.add(handshake(row, false) + " " + handshake(row, true));
        }
        return lines;
    }

    private static String handshake(Row row, boolean verifying) throws Exception {
        try (Peer peer = row.server.greeted()) {
            if (!peer.ask("EHLO client.example.org").contains("STARTTLS")) {
                return "not-offered";
            }
            peer.ask("STARTTLS");
            if (!verifying) {
                peer.handshake(new TestClient());
                return "yes";
            }
            try (SSLSocket socket = (SSLSocket) trusting(row.entry.root())
                    .getSocketFactory()
                    .createSocket(peer.socket(), CertificateCatalogue.NAME, row.server.port(), false)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return "yes";
            }
        } catch (IOException e) {
            return "no";
        }
    }

    private static SSLContext trusting(X509Certificate root) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", root);
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private record Row(CertificateCatalogue.Entry entry, TestServer server, Path root, TlsOffer offer) {
        boolean warnsOfVerification() {
            return offer.warnings().stream()
                    .anyMatch(warning -> !warning.contains(PRIVATE_ROOT) || ENDS_TOO_EARLY.contains(entry.name()));
        }

        /** By the name of the program, without its version. */
        boolean warnsOf(String client) {
            return offer.warnings().stream()
                    .anyMatch(warning ->
                            warning.contains(client.split(" ", -1)[0]) && warning.contains("their handshake fails"));
        }

        /** Those that say who does, or when, are for clients that are not here. */
        boolean warnsAllWhoVerify() {
            return offer.warnings().stream()
                    .filter(warning -> warning.contains("refuse it"))
                    .anyMatch(warning -> !warning.contains("such as") && !warning.contains("unless"));
        }

        /** Without what is different each time. */
        String said() {
            List<String> all = new ArrayList<>();
            if (!offer.usable()) {
                all.add(offer.reason());
            }
            offer.warnings().stream()
                    .filter(warning -> !warning.contains(PRIVATE_ROOT) || ENDS_TOO_EARLY.contains(entry.name()))
                    .forEach(all::add);
            String text = String.join(" ", all)
                    .replace("127.0.0.1:" + server.port(), "127.0.0.1:25")
                    .replace(root.getParent().toString(), "/etc/postern")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "...")
                    .replaceAll("has \\d+ octets", "has ... octets"); // Signatures differ in length.
            return all.isEmpty() ? "" : "- **" + entry.name() + "**: " + text + "\n";
        }
    }
}
