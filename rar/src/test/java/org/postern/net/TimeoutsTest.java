package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeoutsTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    private Path spool;

    @Test
    void aPeerThatSaysNothingIsSent421() throws Exception {
        try (TestServer server = new TestServer(spool).commandTimeout(SHORT).start();
                Peer peer = server.connect()) {
            peer.reply();

            assertThat(peer.rest()).isEqualTo("421 4.4.2 mail.example.org Timeout, closing connection\r\n");
            assertThat(server.events.all()).containsExactly("closed TIMEOUT in silence");
        }
    }

    @Test
    void octetsWithoutAnEndOfLineDoNotExtendTheTimeForACommand() throws Exception {
        try (TestServer server = new TestServer(spool).commandTimeout(SHORT).start();
                Peer peer = server.greeted()) {
            await().atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        peer.send("N");
                        return peer.hasInput();
                    });

            assertThat(peer.reply()).startsWith("421 4.4.2 ");
        }
    }

    @Test
    void aConnectionEndsAfterItsTimeWhateverItDoes() throws Exception {
        try (TestServer server = new TestServer(spool).sessionTimeout(SHORT).start();
                Peer peer = server.greeted()) {
            StringBuilder heard = new StringBuilder();
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        heard.append(peer.ask("NOOP"));
                        return heard.indexOf("421 4.4.2 ") >= 0;
                    });

            assertThat(server.events.all()).containsExactly("closed TIMEOUT");
        }
    }

    @Test
    void contentThatTricklesInIsNotWaitedFor() throws Exception {
        try (TestServer server = new TestServer(spool).dataPace(SHORT, 1_000).start();
                Peer peer = server.greeted()) {
            peer.beginData();
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        peer.send("x");
                        return peer.hasInput();
                    });

            assertThat(peer.reply()).startsWith("421 4.4.2 ");
            assertThat(server.receiver.messages()).isEmpty();
        }
    }

    @Test
    void whoWaitsForADelayedGreetingIsGreeted() throws Exception {
        try (TestServer server = new TestServer(spool).greetingDelay(SHORT).start();
                Peer peer = server.connect()) {
            assertThat(peer.reply()).startsWith("220");
            assertThat(peer.ask("EHLO client.example.org")).startsWith("250");
        }
    }

    @Test
    void whoSpeaksBeforeADelayedGreetingIsRefused() throws Exception {
        try (TestServer server = new TestServer(spool)
                        .greetingDelay(Duration.ofSeconds(60))
                        .start();
                Peer peer = server.connect()) {
            peer.send("EHLO client.example.org\r\nQUIT\r\n");

            assertThat(peer.rest())
                    .isEqualTo("521 5.5.1 mail.example.org You spoke before the greeting, closing connection\r\n");
            assertThat(server.events.all()).containsExactly("closed SPOKEN_TOO_EARLY");
        }
    }

    /** A client that waits for the other side to speak: without a line break it would wait until the timeout. */
    @Test
    void aClientOfAnotherProtocolIsSentAwayAtItsFirstOctets() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer browser = server.connect();
                Peer desktop = server.connect()) {
            assertThat(browser.reply()).startsWith("220");
            browser.send("POST / HTTP/1.1\r\n\r\nEHLO a\r\nMAIL FROM:<a@example.org>\r\n");
            assertThat(browser.rest())
                    .isEqualTo("521 5.5.1 mail.example.org This is SMTP and not HTTP, closing connection\r\n");
            assertThat(desktop.reply()).startsWith("220");
            desktop.send(new byte[] {3, 0, 0, 19});
            assertThat(desktop.rest()).isEmpty();

            assertThat(server.events.all()).containsExactly("foreign protocol HTTP", "foreign protocol RDP");
        }
    }

    @Test
    void aClientHelloBeforeADelayedGreetingIsNoImpatience() throws Exception {
        try (TestServer server = new TestServer(spool)
                        .greetingDelay(Duration.ofSeconds(60))
                        .start();
                Peer peer = server.connect()) {
            peer.send(new RawHello().record());

            assertThat(peer.rest()).isEmpty();
            assertThat(server.events.all()).isNotEmpty().doesNotContain("closed SPOKEN_TOO_EARLY");
        }
    }

    @Test
    void eachCommandHasItsOwnTime() throws Exception {
        try (TestServer server = new TestServer(spool).commandTimeout(SHORT).start();
                Peer peer = server.greeted()) {
            long end = System.nanoTime() + 2 * SHORT.toNanos();
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                assertThat(peer.ask("NOOP")).startsWith("250");
                return System.nanoTime() > end;
            });
        }
    }

    @Test
    void aPeerThatDoesNotGoOnWithItsContentIsSent421AndNothingStays() throws Exception {
        try (TestServer server = new TestServer(spool).dataTimeout(SHORT).start();
                Peer peer = server.greeted()) {
            peer.beginData();
            peer.send("x".repeat(3 * TestServer.THRESHOLD));

            assertThat(peer.rest()).startsWith("421 4.4.2 ");
            await().until(() -> SpoolFiles.in(spool) == 0);
            assertThat(server.receiver.messages()).isEmpty();
        }
    }

    /** The time that a listener takes is not the peer's. */
    @Test
    void aDeliveryMayTakeLongerThanACommand() throws Exception {
        try (TestServer server = new TestServer(spool)
                        .commandTimeout(SHORT)
                        .dataTimeout(SHORT)
                        .start();
                Peer peer = server.greeted()) {
            server.receiver.hold();
            peer.beginData();
            peer.send("x\r\n.\r\n");
            RecordingReceiver.Held held = server.receiver.nextHeld();
            long end = System.nanoTime() + 2 * SHORT.toNanos();
            await().until(() -> System.nanoTime() > end);
            held.accept();

            assertThat(peer.reply()).startsWith("250");
        }
    }
}
