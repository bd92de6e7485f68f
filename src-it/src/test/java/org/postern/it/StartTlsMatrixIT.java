package org.postern.it;

import static org.postern.it.StartTlsChecks.assertNothingOffered;
import static org.postern.it.StartTlsChecks.assertServed;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which binding decides, as a peer sees it: EHLO, the reply to STARTTLS, and the certificate that is served. */
@ExtendWith(ArquillianExtension.class)
class StartTlsMatrixIT {
    private static final String[] ADDRESSES = {"127.0.0.1", "127.0.0.2", "::1"};

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on(ADDRESSES);
    private final int otherPort = FreePorts.on(ADDRESSES);

    /** A binding is decided by the most specific entry alone, also when its certificate is not usable. */
    @Test
    void theMostSpecificBindingDecidesWhateverItsCertificateIsWorth() throws Exception {
        deploy("127.0.0.1:%1$d=exact, 127.0.0.1=ip, *:%1$d=port, *=any, [::1]:%1$d=expired".formatted(port));

        assertServed("127.0.0.1", port, "exact");
        assertServed("127.0.0.1", otherPort, "ip");
        assertServed("127.0.0.2", port, "port");
        assertServed("127.0.0.2", otherPort, "any");
        assertNothingOffered("::1", port);
        assertServed("::1", otherPort, "any");
    }

    @Test
    void anAddressWithoutABindingOffersNothing() throws Exception {
        deploy("127.0.0.1:" + port + "=exact");

        assertServed("127.0.0.1", port, "exact");
        assertNothingOffered("127.0.0.1", otherPort);
        assertNothingOffered("127.0.0.2", port);
        assertNothingOffered("::1", port);
    }

    @Test
    void aKeyStoreThatCannotBeReadOffersNothing() throws Exception {
        keyStore();
        server.deploy(
                Ears.packaged(), properties("*=exact", Map.of("keyStorePassword", "not the password of the store")));

        assertNothingOffered("127.0.0.1", port);
    }

    @Test
    void aWildcardSocketDecidesByTheAddressThatThePeerConnectedTo() throws Exception {
        keyStore();
        server.deploy(
                Ears.packaged(), properties("127.0.0.2=exact, [::1]=ip", Map.of("listen", "smtp://[::]:" + port)));

        assertNothingOffered("127.0.0.1", port);
        assertServed("127.0.0.2", port, "exact");
        assertServed("::1", port, "ip");
    }

    @Test
    void aChangedKeyStoreIsNoticedWithoutARestart() throws Exception {
        deploy("*=late");
        assertNothingOffered("127.0.0.1", port);

        keyStore().good("late").save();

        Awaitility.await().untilAsserted(() -> assertServed("127.0.0.1", port, "late"));
    }

    private void deploy(String bindings) throws Exception {
        keyStore();
        server.deploy(Ears.packaged(), properties(bindings, Map.of()));
    }

    /** One key store for all. */
    private TestKeyStore keyStore() throws Exception {
        return TestKeyStore.at(directory.resolve("keys.p12"))
                .good("exact")
                .good("ip")
                .good("port")
                .good("any")
                .expired("expired")
                .save();
    }

    private Map<String, String> properties(String bindings, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "listen",
                Stream.of(ADDRESSES)
                        .map(address -> address.contains(":") ? "[" + address + "]" : address)
                        .map(host -> "smtp://" + host + ":" + port + " smtp://" + host + ":" + otherPort)
                        .collect(Collectors.joining(" ")),
                "certificateBindings",
                bindings,
                "keyStore",
                "file:" + directory.resolve("keys.p12"),
                "keyStorePassword",
                TestKeyStore.PASSWORD));
        properties.putAll(more);
        return properties;
    }
}
