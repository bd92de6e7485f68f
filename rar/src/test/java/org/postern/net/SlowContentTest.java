package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a slow sender is waited for does not depend on where its content goes. */
class SlowContentTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final int OCTETS_PER_SECOND = 1_000;
    private static final Duration STEP = Duration.ofMillis(50);

    /** At 49 of 50 ms that each step takes and one octet does not buy, 400 ms are over in the ninth. */
    private static final int LAST_STEP = 9;

    private static final int MUCH = 100_000_000;

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    /** Little memory, too, sends content to a file with each octet. */
    @ParameterizedTest
    @CsvSource({
        "DATA, 0, " + MUCH,
        "DATA, 2, " + MUCH,
        "DATA, 65536, " + MUCH,
        "DATA, 65536, 5000",
        "BDAT 1000 LAST, 0, " + MUCH,
        "BDAT 1000 LAST, 2, " + MUCH,
        "BDAT 1000 LAST, 65536, " + MUCH,
        "BDAT 1000 LAST, 65536, 5000"
    })
    void whoSendsTooSlowlyIsCutAtTheSameTime(String command, int threshold, long memory) throws Exception {
        try (TestServer server = new TestServer(directory)
                        .timedBy(clock)
                        .dataPace(PATIENCE, OCTETS_PER_SECOND)
                        .threshold(threshold)
                        .space(memory, MUCH, 1_000)
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<b@example.org>");
            send(server, peer, command + "\r\n");
            if (command.equals("DATA")) {
                assertThat(peer.reply()).startsWith("354");
            }
            send(server, peer, "x");
            for (int step = 1; step < LAST_STEP - 1; step++) {
                clock.pass(STEP);
                assertThat(peer.hasInput()).isFalse();
                send(server, peer, "x");
            }
            clock.pass(STEP);
            send(server, peer, "x");
            clock.pass(STEP);

            await().atMost(Duration.ofSeconds(5)).until(peer::hasInput);
            assertThat(peer.rest()).startsWith("421 4.4.2 ");
            assertThat(server.receiver.messages()).isEmpty();
        }
    }

    private static void send(TestServer server, Peer peer, String text) throws Exception {
        long before = server.events.octets();
        peer.send(text);
        await().until(() -> server.events.octets() == before + text.length());
    }
}
