package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application leaves when it goes. Redeploys a hundred times with {@code -Dpostern.redeployments=100}. */
@ExtendWith(ArquillianExtension.class)
class UndeployIT {
    private static final int REDEPLOYMENTS = Integer.getInteger("postern.redeployments", 20);

    /** Payara starts threads with the class loader of whoever happens to be deployed then; a leak would keep them all. */
    private static final int KEPT_BY_THE_SERVER = REDEPLOYMENTS / 4;

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final Gate gate = new Gate();

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");

    private Path ear;

    @TempDir
    private Path directory;

    @BeforeEach
    void build() {
        ear = Ears.withBeans()
                .bean(ManagedBean.class, Map.of("listen", "smtp://127.0.0.1:" + port))
                .withLedger(ledger)
                .build();
    }

    /** Payara rolls back what returns after the undeployment began; its sender hears so because we wait. */
    @Test
    void aDeliveryUnderWayIsWaitedForAndItsSenderHearsTheOutcome() throws Exception {
        deploy(Map.of());

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
            gate.awaitArrival();
            CompletableFuture<Void> undeployed = CompletableFuture.runAsync(server::undeploy);
            awaitThatThePortIsFree();
            assertThat(undeployed).isNotDone();

            gate.open();
            client.expect(451);
            client.expect(421);
            client.expectEnd();
            undeployed.get(30, TimeUnit.SECONDS);
        }
        assertThat(ledger.recipients()).isEmpty();
    }

    @Test
    void aDeliveryThatTakesTooLongIsRolledBackAndItsSenderTriesAgain() throws Exception {
        deploy(Map.of("drainTimeoutSeconds", "1"));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
            gate.awaitArrival();
            CompletableFuture<Void> undeployed = CompletableFuture.runAsync(server::undeploy);
            undeployed.get(30, TimeUnit.SECONDS);

            gate.open();
            client.expectNoPromise();
        }
        assertThat(ledger.recipients()).isEmpty();
    }

    @Test
    void theIdleAndTheReceivingHear421() throws Exception {
        deploy(Map.of());

        try (SmtpClient idle = SmtpClient.connect("127.0.0.1", port);
                SmtpClient receiving = SmtpClient.connect("127.0.0.1", port)) {
            receiving.command("EHLO client.example.org", 250);
            receiving.command("MAIL FROM:<a@example.org>", 250);
            receiving.command("RCPT TO:<return@example.com>", 250);
            receiving.command("DATA", 354);
            receiving.send("half a message");

            server.undeploy();

            idle.expect(421);
            idle.expectEnd();
            receiving.expect(421);
            receiving.expectEnd();
        }
        assertThat(ledger.recipients()).isEmpty();
    }

    /** Nor does the TLS of those that ask for a name which is none: it is another library's. Nor does a native one. */
    @ParameterizedTest
    @ValueSource(strings = {"jdk", "openssl"})
    void redeploymentsLeaveNoThreadAndNoClassBehind(String tlsProvider) throws Exception {
        Path keys = directory.resolve("keys.p12");
        TestKeyStore.at(keys).good("mx").save();
        Map<String, String> tls = Map.of(
                "tlsProvider",
                tlsProvider,
                "certificateBindings",
                "*=mx",
                "keyStore",
                "file:" + keys,
                "keyStorePassword",
                TestKeyStore.PASSWORD);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        deploy(tls);
        deliverInTls();
        long threads = AdapterThreads.eventLoops().count();
        Set<String> loaded = nativeLibraries();
        assertThat(loaded).hasSizeBetween(tlsProvider.equals("jdk") ? 0 : 1, 1);

        for (int i = 1; i < REDEPLOYMENTS; i++) {
            loaders.add(new WeakReference<>(AdapterThreads.classLoader()));
            server.undeploy();
            deploy(tls);
            deliverInTls();
        }

        assertThat(ledger.recipients()).hasSize(REDEPLOYMENTS);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(AdapterThreads.eventLoops().count()).isLessThanOrEqualTo(threads));
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(loaders).filteredOn(loader -> loader.get() != null).hasSizeLessThanOrEqualTo(KEPT_BY_THE_SERVER);
        });
        // Loaded once, and for good: by this test or by one before it in the same JVM.
        assertThat(nativeLibraries()).isEqualTo(loaded);
    }

    /** Those that the process has mapped. */
    private static Set<String> nativeLibraries() throws IOException {
        try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
            return mapped.filter(line -> line.contains("netty_tcnative"))
                    .map(line -> line.replaceAll("^.*libnetty", "libnetty"))
                    .collect(Collectors.toSet());
        }
    }

    private void deploy(Map<String, String> properties) throws Exception {
        server.deploy(ear, properties);
    }

    private void deliverInTls() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.startTls("mail_server");
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n");
        }
    }

    private void awaitThatThePortIsFree() {
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(
                        () -> SmtpClient.open("127.0.0.1", port).close())
                .hasMessageContaining("refused"));
    }
}
