package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.net.Peer;

/**
 * Memory outside of the heap: it belongs to the adapter, not to its class loader, which may stay for long. {@link
 * GivenUpDeployment} looks at it in each stage of a deployment.
 */
@Timeout(60)
class BuffersTest {
    /** Numbers of connections, of octets that each sends, and of commands whose replies nobody reads. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 10, 0", "20, 900, 0", "20, 30000, 0", "2, 400000, 0", "5, 900, 500"})
    void anAdapterThatHasEndedGivesItsBuffersBackWhateverKeepsItsClassLoader(int connections, int octets, int commands)
            throws Exception {
        long before = PlatformDependent.usedDirectMemory();
        long shared = shared();
        try (RunningServer server = new RunningServer().start()) {
            server.activate(server.bean("orders"));
            List<Peer> peers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Peer peer = Peer.greeted("127.0.0.1", server.port);
                peer.send("NOOP\r\n".repeat(commands));
                peer.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
                peer.send(("x".repeat(90) + "\r\n").repeat(octets / 90) + "half a line");
                peers.add(peer);
            }
            if (connections > 0) {
                await().until(() -> PlatformDependent.usedDirectMemory() > 0);
            }
            for (Peer peer : peers) {
                peer.reset();
            }
        }

        // Not when the garbage collector comes, and not at the next start.
        await().untilAsserted(
                        () -> assertThat(PlatformDependent.usedDirectMemory()).isLessThanOrEqualTo(before));
        assertThat(shared()).isEqualTo(shared);
    }

    /** What is Netty's own, and stays. */
    private static long shared() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
