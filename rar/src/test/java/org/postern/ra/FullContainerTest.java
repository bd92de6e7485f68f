package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.Peer;

/** A container that makes whoever asks it for a thread wait, while it has none. */
@Timeout(60)
class FullContainerTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final CountDownLatch room = new CountDownLatch(1);

    @AfterEach
    void stop() {
        room.countDown();
        server.close();
        log.close();
    }

    /** One loop for all of them: if it waited for the container, nobody would hear anything. */
    @Test
    void whoeverNeedsNoThreadDoesNotWait() throws Exception {
        server.adapter.setIoThreads("1");
        server.start();
        server.activate(server.bean("aware").asked(inquiry -> {}));
        try (Peer message = Peer.greeted("127.0.0.1", server.port);
                Peer question = Peer.greeted("127.0.0.1", server.port);
                Peer other = Peer.greeted("127.0.0.1", server.port)) {
            message.ask("MAIL FROM:<a@example.org>");
            question.ask("MAIL FROM:<a@example.org>");
            message.ask("RCPT TO:<b@example.com>");
            message.ask("DATA");
            server.workManager.becomeFull(room);
            message.send("Subject: x\r\n\r\nx\r\n.\r\n");
            question.send("RCPT TO:<b@example.com>\r\n");

            for (int i = 0; i < 20; i++) {
                assertThat(other.ask("NOOP")).startsWith("250");
            }
            try (Peer late = Peer.greeted("127.0.0.1", server.port)) {
                assertThat(late.ask("NOOP")).startsWith("250");
            }

            room.countDown();
            assertThat(message.reply()).startsWith("250 2.0.0 OK");
            assertThat(question.reply()).startsWith("250");
        }
    }
}
