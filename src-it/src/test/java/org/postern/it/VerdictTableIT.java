package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every verdict, at every level of binding, for clients of every kind: what they are offered and what they get. */
@ExtendWith(ArquillianExtension.class)
class VerdictTableIT {
    private static final List<String> SERVER_NAMES = List.of("", "mx.example.org");

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1", "127.0.0.2", "127.0.0.4", "::1");
    private final int otherPort = FreePorts.on("127.0.0.3");

    /** Those who decide, the most particular first: this IP and port (twice), this IP, this port, all the others. */
    private final List<Place> places = List.of(
            new Place("127.0.0.1", port, "127.0.0.1:" + port),
            new Place("::1", port, "[::1]:" + port),
            new Place("127.0.0.2", port, "127.0.0.2"),
            new Place("127.0.0.3", otherPort, "*:" + otherPort),
            new Place("127.0.0.4", port, "*"));

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "usable,                 ec|rsa,      ''",
        "usable,                 ec,          ''",
        "usable,                 rsa,         ''",
        "usable,                 expired|rsa, ''",
        "disabled,               ec,          tls=never",
        "no binding,             '',          ''",
        "alias not found,        missing,     ''",
        "not a key,              certificate, ''",
        "key unreadable,         locked,      ''",
        "key mismatch,           mismatched,  ''",
        "not yet valid,          future,      ''",
        "expired,                expired,     ''",
        "key usage,              clients,     ''",
        "weak,                   weak,        ''",
        "chain out of order,     disordered,  ''",
        "self test failed,       rsa,         tlsCipherSuites=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "trust store unreadable, ec,          clientCertificates=need",
        "keystore unreadable,    ec,          keyStore=file:/nowhere/keys.p12"
    })
    void eachClientIsOfferedWhatItCanHave(String verdict, String aliases, String setting) throws Exception {
        assumeTrue(Command.isInstalled("openssl"), "openssl is not installed");
        deploy(aliases, setting);

        for (Place place : places) {
            assertThat(StatusBean.of(place.address(), place.port()).text("Verdict"))
                    .as("%s", place)
                    .isEqualTo(verdict);
            assertThat(isOffered(place)).as("%s", place).isEqualTo(verdict.equals("usable"));
            for (OpensslClient client : OpensslClient.values()) {
                for (String serverName : SERVER_NAMES) {
                    assertThat(client.certificate(place.address(), place.port(), serverName))
                            .as("%s %s %s", place, client, serverName)
                            .isEqualTo(verdict.equals("usable") ? client.choice(aliases) : OpensslClient.NOT_OFFERED);
                }
            }
        }
    }

    /** Asks in plaintext and, where it can, in TLS: there it is never offered again. */
    private static boolean isOffered(Place place) throws IOException {
        try (SmtpClient client = SmtpClient.connect(place.address(), place.port())) {
            boolean offered = client.command("EHLO client.example.org", 250).contains("STARTTLS");
            if (offered) {
                client.startTls();
                assertThat(client.command("EHLO client.example.org", 250)).doesNotContain("STARTTLS");
                assertThat(client.command("STARTTLS", 503)).startsWith("503 5.5.1 ");
            } else {
                assertThat(client.command("STARTTLS", 502)).startsWith("502 5.5.1 ");
                client.command("MAIL FROM:<a@example.org>", 250);
            }
            return offered;
        }
    }

    private void deploy(String aliases, String setting) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put(
                "listen", String.join(" ", places.stream().map(Place::listen).toList()));
        properties.put(
                "certificateBindings",
                aliases.isEmpty()
                        ? ""
                        : String.join(
                                ", ",
                                places.stream()
                                        .map(place -> place.binding() + "=" + aliases)
                                        .toList()));
        properties.put("keyStore", "file:" + keyStore() + ", pem:" + disordered());
        properties.put("keyStorePassword", TestKeyStore.PASSWORD);
        properties.put("trustStore", "file:/nowhere/authorities.p12");
        if (!setting.isEmpty()) {
            int equals = setting.indexOf('=');
            properties.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        server.deploy(Ears.packaged(), properties);
    }

    private Path keyStore() throws Exception {
        return TestKeyStore.at(directory.resolve("keys.p12"))
                .named("ec", "EC", "mx.example.org")
                .named("rsa", "RSA", "mx.example.org")
                .certificateOnly("certificate")
                .locked("locked")
                .mismatched("mismatched")
                .notYetValid("future")
                .expired("expired")
                .forClientsOnly("clients")
                .weak("weak")
                .save()
                .file();
    }

    /** Two certificates, of which the second has nothing to do with the first: PKCS12 would not take them. */
    private Path disordered() throws Exception {
        TestKeyStore keys =
                TestKeyStore.at(directory.resolve("others.p12")).good("one").good("other");
        Path files = Files.createDirectories(directory.resolve("disordered"));
        Pem.write(files.resolve("fullchain.pem"), keys.certificate("one"), keys.certificate("other"));
        Pem.write(files.resolve("privkey.pem"), keys.key("one"));
        return files;
    }

    /** An address, and what stands on the left of the binding that decides for it. */
    private record Place(String address, int port, String binding) {
        String listen() {
            return "smtp://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
        }
    }
}
