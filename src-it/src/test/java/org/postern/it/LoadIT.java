package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Crowds of all kinds, and in each of them somebody who sends a mail as if he were alone. */
@ExtendWith(ArquillianExtension.class)
class LoadIT {
    private static final Figures FIGURES = new Figures("load.txt");
    private static final int KIBIBYTE = 1024;

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");

    @BeforeEach
    void deploy() throws Exception {
        assumeTrue(Command.isInstalled("python3"), "python3 is not installed");
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen", "smtp://127.0.0.1:" + port,
                        "maxConnections", "20000",
                        "maxConnectionsPerPeer", "20000",
                        "maxConnectionsPerNetwork", "20000",
                        "maxCommands", "1000000",
                        "maxWaitingDeliveries", "2000"));
    }

    @Test
    void tenThousandIdleConnectionsCostLittleMemory() throws Exception {
        int connections = 10_000;
        serveOne();
        long before = memory("before");
        try (Crowd idle = Crowd.of("idle", connections, port)) {
            idle.ready();
            long during = memory("with 10000 idle connections");
            serveOne();
            idle.finish();
            assertThat((during - before) / connections).isLessThan(16 * KIBIBYTE);
        }
        // The server sees later than they that they have gone.
        Awaitility.await()
                .untilAsserted(() -> assertThat(memory("after them") - before).isLessThan(32 * KIBIBYTE * KIBIBYTE));
    }

    @Test
    void twoThousandSendersAtOnceAreAllServed() throws Exception {
        try (Crowd senders = Crowd.of("senders", 2_000, port)) {
            senders.ready();
            serveOne();
            memory("with 2000 messages under way");
            assertThat(senders.finish()).isEqualTo(2_000);
        }
        assertThat(server.mailbox().await(2_001)).hasSize(2_001);
    }

    @Test
    void slowSendersKeepNobodyWaiting() throws Exception {
        try (Crowd slow = Crowd.of("slow", 500, port)) {
            slow.ready();
            serveOne();
            slow.finish();
        }
        server.mailbox().awaitOne();
    }

    @Test
    void whoFloodsWithoutReadingIsNoLongerRead() throws Exception {
        long before = memory("before the flood");
        try (Crowd flood = Crowd.of("flood", 50, port)) {
            long most = flood.ready();
            FIGURES.note("of a flood of NOOP that nobody reads the answers of, %d KiB were taken"
                    .formatted(most / KIBIBYTE));
            assertThat(most).isLessThan(100L * KIBIBYTE * KIBIBYTE);
            serveOne();
            assertThat(memory("in the flood") - before).isLessThan(64 * KIBIBYTE * KIBIBYTE);
        }
    }

    @Test
    void aLineWithoutAnEndIsReadAndForgotten() throws Exception {
        long before = memory("before lines without an end");
        try (Crowd lines = Crowd.of("line", 20, port)) {
            assertThat(lines.ready()).isGreaterThan(19_000_000);
            serveOne();
            assertThat(memory("with lines of 20 MB") - before).isLessThan(64 * KIBIBYTE * KIBIBYTE);
        }
    }

    private void serveOne() throws IOException {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<b@example.com>", "Subject: x\r\n\r\nx\r\n");
            client.command("QUIT", 221);
        }
    }

    /** Heap after a collection, and direct buffers. */
    private static long memory(String when) throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        FIGURES.note("%s: heap %d KiB, buffers %d KiB, resident %d KiB"
                .formatted(when, heap / KIBIBYTE, direct / KIBIBYTE, resident));
        return heap + direct;
    }
}
