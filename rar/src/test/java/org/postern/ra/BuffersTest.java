package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.Peer;

/** Memory outside of the heap: it belongs to the adapter, not to its class loader, which may stay for long. */
@Timeout(60)
class BuffersTest {
    private static final int CONNECTIONS = 20;

    /** The JDK keeps a buffer for a thread that has written to a socket; Netty takes 128 KiB or more at a time. */
    private static final int OF_THE_TEST = 64 * 1024;

    @Test
    void anAdapterThatHasEndedGivesItsBuffersBackWhateverKeepsItsClassLoader() throws Exception {
        long before = used();
        long shared = shared();
        try (RunningServer server = new RunningServer().start()) {
            server.activate(server.bean("orders"));
            List<Peer> peers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Peer peer = Peer.greeted("127.0.0.1", server.port);
                peer.beginData();
                peer.send("x".repeat(900) + "\r\n" + "half a line");
                peers.add(peer);
            }
            assertThat(used()).isGreaterThan(before);
            assertThat(shared()).isEqualTo(shared);
            for (Peer peer : peers) {
                peer.reset();
            }
        }

        await().until(() -> {
            System.gc();
            return used() <= before + OF_THE_TEST;
        });
    }

    /** Also what the JDK does not count, where Netty makes it without a cleaner. */
    private static long used() {
        return Math.max(0, PlatformDependent.usedDirectMemory())
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    /** What is Netty's own, and stays. */
    private static long shared() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
