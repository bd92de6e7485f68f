package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every place that keys come from, in the server, and that changes there are noticed. */
@ExtendWith(ArquillianExtension.class)
class KeyStoreSourcesIT {
    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1");

    @Test
    void theContainersAdditionalKeyStoresCountToo() throws Exception {
        server.useAsContainerKeyStore(
                TestKeyStore.at(directory.resolve("first.p12")).good("other").save());
        TestKeyStore.at(directory.resolve("second.p12")).good("another").save();
        TestKeyStore third =
                TestKeyStore.at(directory.resolve("third.p12")).good("mx").save();
        server.setSystemProperty(
                "fish.payara.ssl.additionalKeyStores",
                directory.resolve("second.p12") + File.pathSeparator + third.file());

        deploy(Map.of());

        awaitServed(third.certificate("mx"));
    }

    @Test
    void anAcmeClientRenewsByExchangingSymbolicLinks() throws Exception {
        Path live = Files.createDirectories(directory.resolve("live/mx"));
        X509Certificate first = renew(live, 1);
        deploy(Map.of("keyStore", "pem:" + directory.resolve("live")));
        awaitServed(first);

        X509Certificate second = renew(live, 2);

        awaitServed(second);
    }

    @Test
    void aKeyStoreInJndiIsFoundAndItsChangesAreNoticed() throws Exception {
        X509Certificate first = bind();
        server.bindResource("mail/keys", KeyStore.class, KeyStoreFactory.class);
        try {
            deploy(Map.of("keyStore", "jndi:mail/keys", "keyStorePassword", TestKeyStore.PASSWORD));
            awaitServed(first);

            X509Certificate second = bind();

            awaitServed(second);
        } finally {
            server.undeploy();
            server.unbindResource("mail/keys");
        }
    }

    @Test
    void severalSourcesAreAskedOneAfterAnother() throws Exception {
        server.useAsContainerKeyStore(TestKeyStore.at(directory.resolve("container.p12"))
                .good("other")
                .save());
        TestKeyStore file =
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save();

        deploy(Map.of(
                "keyStore",
                "container, pem:" + directory.resolve("missing") + ", file:" + file.file(),
                "keyStorePassword",
                TestKeyStore.PASSWORD));

        awaitServed(file.certificate("mx"));
    }

    /** As certbot does it: new files in the archive, then each link is replaced, one after another. */
    private X509Certificate renew(Path live, int number) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X509Certificate certificate = TestCertificate.of("mx", keys).build();
        Path archive = Files.createDirectories(directory.resolve("archive/mx"));
        Pem.write(archive.resolve("privkey" + number + ".pem"), keys.getPrivate());
        Pem.write(archive.resolve("fullchain" + number + ".pem"), certificate);
        for (String name : new String[] {"privkey", "fullchain"}) {
            Path link =
                    Files.createSymbolicLink(live.resolve("new"), Path.of("../../archive/mx", name + number + ".pem"));
            Files.move(link, live.resolve(name + ".pem"), StandardCopyOption.ATOMIC_MOVE);
        }
        return certificate;
    }

    private X509Certificate bind() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        TestKeyStore keys = TestKeyStore.at(directory.resolve("unused.p12")).good("mx");
        store.load(new ByteArrayInputStream(keys.octets()), TestKeyStore.PASSWORD.toCharArray());
        KeyStoreFactory.CURRENT.set(Optional.of(store));
        return keys.certificate("mx");
    }

    private void awaitServed(X509Certificate certificate) {
        Awaitility.await().untilAsserted(() -> {
            try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
                assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS");
                client.startTls();
                assertThat(client.certificate()).isEqualTo(certificate);
            }
        });
    }

    private void deploy(Map<String, String> more) throws Exception {
        Map<String, String> properties =
                new HashMap<>(Map.of("listen", "smtp://127.0.0.1:" + port, "certificateBindings", "*=mx"));
        properties.putAll(more);
        server.deploy(Ears.packaged(), properties);
    }
}
