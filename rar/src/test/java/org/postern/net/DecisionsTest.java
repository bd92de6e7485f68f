package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** Recipients about whom somebody decides later. */
@Timeout(30)
class DecisionsTest {
    private final CompletableFuture<Optional<Reply>> decision = new CompletableFuture<>();
    private TestServer server;
    private Peer peer;

    @BeforeEach
    void ask(@TempDir Path directory) throws Exception {
        server = new TestServer(directory).start();
        server.receiver.decide(recipient -> recipient.mailbox().startsWith("later")
                ? decision
                : CompletableFuture.completedFuture(Optional.empty()));
        peer = server.greeted();
        peer.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<later@example.com>\r\nRCPT TO:<b@example.com>\r\nNOOP\r\n");
        assertThat(peer.reply()).startsWith("250 2.1.0");
        await().until(() -> !server.receiver.asked().isEmpty());
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        server.close();
    }

    @Test
    void theConversationGoesOnWithTheDecision() throws Exception {
        assertThat(server.receiver.asked()).containsExactly("later@example.com");

        decision.complete(Optional.of(Replies.unknownRecipient()));

        assertThat(peer.reply()).startsWith("550 5.1.1");
        assertThat(peer.reply()).startsWith("250 2.1.5");
        assertThat(peer.reply()).startsWith("250 2.0.0");
        assertThat(server.events.refusals()).containsExactly("550 5.1.1");
    }

    @Test
    void aFailureToDecideIsOursAndNotForGood() throws Exception {
        decision.completeExceptionally(new IllegalStateException("broken"));

        assertThat(peer.reply()).startsWith("451 4.3.0");
        assertThat(peer.reply()).startsWith("250 2.1.5");
        assertThat(server.events.all()).contains("failed broken");
    }

    @Test
    void aShutdownWaitsForTheDecision() throws Exception {
        server.acceptor().shutDownConnections();
        decision.complete(Optional.empty());

        assertThat(peer.reply()).startsWith("250 2.1.5");
        assertThat(peer.reply()).startsWith("421 4.3.2");
        assertThat(peer.rest()).isEmpty();
    }

    @Test
    void aDecisionForWhoIsGoneChangesNothing() throws Exception {
        peer.reset();
        assertThat(server.receiver.asked()).hasSize(1);
        decision.complete(Optional.empty());

        try (Peer other = server.greeted()) {
            assertThat(other.deliver("x\r\n")).startsWith("250");
        }
        assertThat(server.events.all()).noneMatch(event -> event.startsWith("failed"));
    }
}
