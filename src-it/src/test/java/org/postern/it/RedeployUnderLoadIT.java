package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application is deployed again and again while others send, half of them in TLS of BoringSSL. A hundred times with {@code -Dpostern.redeployments=100}.
 */
@ExtendWith(ArquillianExtension.class)
class RedeployUnderLoadIT {
    private static final int REDEPLOYMENTS = Integer.getInteger("postern.redeployments", 6);
    private static final int SENDERS = 6;
    private static final int MESSAGES_BETWEEN = 50;

    /** See {@link UndeployIT}. */
    private static final int KEPT_BY_THE_SERVER = Math.max(2, REDEPLOYMENTS / 4);

    private static final Figures FIGURES = new Figures("redeployments.txt");
    private static final String KEYS = "keys.p12";
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path files;

    private final int port = FreePorts.on("127.0.0.1");
    private final List<StubbornSender> senders = IntStream.range(0, SENDERS)
            .mapToObj(i -> new StubbornSender(String.valueOf(i), port))
            .toList();

    private Path ear;

    @BeforeEach
    void build() throws Exception {
        TestKeyStore.at(files.resolve(KEYS)).good("mx").save();
        ear = Ears.withBeans()
                .bean(ManagedBean.class, Map.of())
                .withLedger(ledger)
                .build();
    }

    @Test
    void everySenderIsServedInTheEndAndNothingIsLeft() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        Map<String, Integer> doubts;
        try {
            deploy();
            List<Future<Map<String, Integer>>> sending =
                    senders.stream().map(threads::submit).toList();
            for (int i = 0; i < REDEPLOYMENTS; i++) {
                long before = ledger.recipients().size();
                Awaitility.await().until(() -> ledger.recipients().size() > before + MESSAGES_BETWEEN);
                loaders.add(new WeakReference<>(AdapterThreads.classLoader()));
                server.undeploy();
                deploy();
            }
            senders.forEach(StubbornSender::stop);
            doubts = new TreeMap<>();
            for (Future<Map<String, Integer>> sender : sending) {
                doubts.putAll(sender.get(3, TimeUnit.MINUTES));
            }
        } finally {
            threads.shutdownNow();
        }
        server.undeploy();

        assertTakenOnce(doubts);
        assertNothingLeft(loaders);
    }

    private void deploy() throws Exception {
        server.deploy(
                ear,
                Map.of(
                        "keyStore",
                        "file:" + files.resolve(KEYS),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD,
                        "certificateBindings",
                        "*=mx",
                        "tlsProvider",
                        "openssl",
                        "listen",
                        "smtp://127.0.0.1:" + port,
                        "spoolThresholdBytes",
                        "0",
                        "spoolDirectory",
                        files.toString(),
                        "stateDirectory",
                        files.toString()));
    }

    /** Once, but for messages whose sender heard nothing and had to send them again. */
    private void assertTakenOnce(Map<String, Integer> doubts) throws Exception {
        List<String> rows = ledger.recipients();
        FIGURES.note("%d redeployments: %d messages, %d rows, %d times in doubt"
                .formatted(
                        REDEPLOYMENTS,
                        doubts.size(),
                        rows.size(),
                        doubts.values().stream().mapToInt(Integer::intValue).sum()));
        assertThat(rows).containsOnly(doubts.keySet().toArray(String[]::new));
        doubts.forEach((recipient, times) ->
                assertThat(Collections.frequency(rows, recipient)).as(recipient).isLessThanOrEqualTo(1 + times));
    }

    private void assertNothingLeft(List<WeakReference<ClassLoader>> loaders) throws Exception {
        assertThatThrownBy(() -> SmtpClient.open("127.0.0.1", port)).hasMessageContaining("refused");
        Awaitility.await()
                .untilAsserted(() -> assertThat(AdapterThreads.eventLoops()).isEmpty());
        Awaitility.await().untilAsserted(() -> assertThat(openFiles()).isEmpty());
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(left(loaders)).isLessThanOrEqualTo(KEPT_BY_THE_SERVER);
        });
        FIGURES.note("left: %d class loaders, %d event loops, %d files; %d threads in the JVM"
                .formatted(
                        left(loaders),
                        AdapterThreads.eventLoops().count(),
                        openFiles().size(),
                        ManagementFactory.getThreadMXBean().getThreadCount()));
    }

    private static long left(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    /** Those of the adapter, also without a name any more. */
    private List<String> openFiles() throws IOException {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)) {
                    open.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        open.removeIf(file -> !file.startsWith(files.toString()));
        return open;
    }
}
