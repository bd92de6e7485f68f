package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.smtp.Recipient;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** "Why did my mail come back?" is answered by the log: each refusal that its sender does not try again is told, with whom and why. */
class RefusedMailTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void eachRecipientThatIsRefusedForGoodIsTold(int times) throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            server.receiver.decide(recipient -> CompletableFuture.completedFuture(Optional.of(refusal(recipient))));
            peer.ask("MAIL FROM:<a@example.org>");
            for (int i = 0; i < times; i++) {
                assertThat(peer.ask("RCPT TO:<nobody" + i + "@example.com>")).startsWith("550");
                assertThat(peer.ask("RCPT TO:<later" + i + "@example.com>")).startsWith("450");
                assertThat(peer.ask("RCPT TO:<other" + i + "@example.com>")).startsWith("553");
            }

            List<String> told = server.events.refusedMail();
            await().until(() -> told.size() == 2 * times);
            for (int i = 0; i < times; i++) {
                assertThat(told)
                        .contains(
                                "<a@example.org> -> <nobody" + i + "@example.com>: 550 5.1.1 No such mailbox here",
                                "<a@example.org> -> <other" + i + "@example.com>: 553 5.7.1 Not you");
            }
        }
    }

    @Test
    void aMessageThatIsRefusedForItsContentIsTold() throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            assertThat(peer.deliver("bare\nline\r\n")).startsWith("550 5.6.0");
            assertThat(peer.deliver("good\r\n")).startsWith("250");

            assertThat(server.events.refusedMail())
                    .containsExactly(
                            "<a@example.org> -> nobody: 550 5.6.0 Message has a CR or LF that is not part of CRLF");
        }
    }

    private static Reply refusal(Recipient recipient) {
        if (recipient.mailbox().startsWith("nobody")) {
            return Replies.unknownRecipient();
        }
        return recipient.mailbox().startsWith("later")
                ? Replies.recipientAway()
                : Reply.withForeignText(553, "5.7.1", "Not you");
    }
}
