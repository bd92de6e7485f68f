package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackpressureTest {
    /** Far more than the operating system keeps for a connection, on both sides. */
    private static final long MUCH = 64L * 1024 * 1024;

    /** On a machine that is busy with other tests. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final byte[] COMMANDS = "NOOP\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path spool;

    private final AtomicLong written = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void aPeerThatDoesNotReadItsRepliesIsNotReadFromAndIsClosedInTheEnd() throws Exception {
        try (TestServer server = new TestServer(spool)
                        .commandTimeout(Duration.ofMillis(300))
                        .start();
                Peer peer = Peer.connectWithReceiveBuffer(4_096, "127.0.0.1", server.port())) {
            Thread writer = write(peer);

            await().atMost(PATIENCE).until(() -> server.events.all().contains("closed TIMEOUT"));
            await().atMost(PATIENCE).untilTrue(ended);
            assertThat(written).hasValueLessThan(MUCH);
            writer.join();
        }
    }

    @Test
    void nothingMoreIsTakenFromThePeerWhileAMessageIsDelivered() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            server.receiver.hold();
            peer.beginData();
            peer.send("x\r\n.\r\n");
            RecordingReceiver.Held held = server.receiver.nextHeld();
            Thread writer = write(peer);

            awaitStandstill();
            assertThat(written).hasValueLessThan(MUCH);
            assertThat(peer.hasInput()).isFalse();
            held.accept();
            assertThat(peer.reply()).startsWith("250 2.0.0 OK, message");
            assertThat(peer.reply()).isEqualTo("250 2.0.0 OK\r\n");
            peer.reset();
            writer.join();
        }
    }

    private void awaitStandstill() {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(100)).until(() -> last.getAndSet(written.get()) == written.get());
    }

    private Thread write(Peer peer) {
        Thread writer = new Thread(() -> {
            try {
                while (written.get() < MUCH) {
                    peer.send(COMMANDS);
                    written.addAndGet(COMMANDS.length);
                }
            } catch (IOException e) {
                // The server has closed the connection.
            }
            ended.set(true);
        });
        writer.start();
        return writer;
    }
}
