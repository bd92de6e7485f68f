package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.smtp.OwnSenders;
import org.postern.smtp.Recipient;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** "Why did my mail come back?", or has not come yet: each refusal is told, with whom and why. */
class RefusedMailTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void eachRecipientThatIsRefusedForGoodOrForNowIsTold(int times) throws Exception {
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
            await().until(() -> told.size() == 3 * times);
            for (int i = 0; i < times; i++) {
                assertThat(told)
                        .contains(
                                "<a@example.org> -> <nobody" + i + "@example.com>: 550 5.1.1 No such mailbox here",
                                "<a@example.org> -> <later" + i + "@example.com>: "
                                        + Replies.recipientAway().toString().strip(),
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
                    .singleElement()
                    .asString()
                    .matches(
                            "<a@example.org> -> nobody: 550 5.6.0 Message has a CR or LF that is not part of CRLF \\(.+\\)");
        }
    }

    /** Nobody was asked: the command says enough. */
    @ParameterizedTest
    @MethodSource("againstTheRules")
    void whatIsRefusedForItsFormIsTold(String mail, String recipient, String codes, String told) throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            String reply = peer.ask(mail);
            if (!recipient.isEmpty()) {
                assertThat(reply).startsWith("250");
                reply = peer.ask(recipient);
            }

            assertThat(reply).startsWith(codes);
            assertThat(server.events.refusedMail()).containsExactly(told + ": " + reply.strip());
            assertThat(server.events.refusals()).containsExactly(codes);
            assertThat(server.events.decisions()).hasSize(recipient.isEmpty() ? 0 : 1);
            assertThat(server.receiver.asked()).isEmpty();
        }
    }

    static Stream<Arguments> againstTheRules() {
        String good = "MAIL FROM:<a@example.org>";
        String longDomain = "x".repeat(65) + ".example.com";
        return Stream.of(
                Arguments.of(good + " SIZE=20000001", "", "552 5.3.4", "<a@example.org> -> nobody"),
                Arguments.of("MAIL FROM:<> SIZE=99999999999999999999", "", "552 5.3.4", "<> -> nobody"),
                Arguments.of("mail from:<a@b..example.org>", "", "501 5.1.7", "<a@b..example.org> -> nobody"),
                Arguments.of("MAIL FROM:a@example.org>", "", "501 5.1.7", "<FROM:a@example.org>> -> nobody"),
                Arguments.of("MAIL <a@example.org>", "", "501 5.5.4", "<a@example.org> -> nobody"),
                Arguments.of("MAIL FROM:<\u00c3\u00bc@example.org>", "", "553 5.6.7", "<\u00fc@example.org> -> nobody"),
                Arguments.of("MAIL FROM:<\u00fc@example.org>", "", "553 5.6.7", "<\u00fc@example.org> -> nobody"),
                Arguments.of(good + " COLOUR=red", "", "555 5.5.4", "<a@example.org> -> nobody"),
                Arguments.of(good + " BODY=9BIT", "", "501 5.5.4", "<a@example.org> -> nobody"),
                Arguments.of(
                        good,
                        "RCPT TO:<b@" + longDomain + ">",
                        "501 5.1.3",
                        "<a@example.org> -> <b@" + longDomain + ">"),
                Arguments.of(good, "RCPT TO:<b@example..com>", "501 5.1.3", "<a@example.org> -> <b@example..com>"),
                Arguments.of(good, "RCPT TO:b", "501 5.1.3", "<a@example.org> -> <TO:b>"),
                Arguments.of(
                        good,
                        "RCPT TO:<\u00c3\u00bc@example.com>",
                        "553 5.6.7",
                        "<a@example.org> -> <\u00fc@example.com>"),
                Arguments.of("MAIL FROM:<>", "RCPT TO:<b@example.com> X=1", "555 5.5.4", "<> -> <b@example.com>"),
                Arguments.of(
                        good, "rcpt to:<b@example.com> NOTIFY=X", "501 5.5.4", "<a@example.org> -> <b@example.com>"),
                Arguments.of("MAIL:FROM:<a@example.org>", "", "500 5.5.1", "<a@example.org> -> nobody"),
                Arguments.of("MAIL FROM:<a@example.org>\n", "", "500 5.5.2", "<a@example.org> -> nobody"),
                Arguments.of("MAIL FROM:<" + "a".repeat(600), "", "500 5.5.2", "<" + "a".repeat(499) + "> -> nobody"),
                Arguments.of(good, "RCPT TO:<b\0@example.com>", "500 5.5.2", "<a@example.org> -> <b\0@example.com>"),
                Arguments.of(good, "RCPT TO:<b\n@example.com>", "500 5.5.2", "<a@example.org> -> <b>"),
                Arguments.of(
                        good,
                        "rcpt to:<b@example.com> ORCPT=rfc822;" + "b".repeat(500),
                        "500 5.5.2",
                        "<a@example.org> -> <b@example.com>"));
    }

    @Test
    void soIsASenderThatIsAnotherUsers() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .knowing(new FakeRealm(Map.of("anna", "secret")))
                        .senders(OwnSenders.parse("%u@example.org", word -> {}))
                        .offering(TestOffers.bound("*=mx", directory))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.handshake(new TestClient());
            peer.ask("EHLO client.example.org");
            peer.ask("AUTH PLAIN AGFubmEAc2VjcmV0");

            assertThat(peer.ask("MAIL FROM:<bob@example.org>")).startsWith("550 5.7.1 ");
            assertThat(server.events.refusedMail())
                    .containsExactly(
                            "<bob@example.org> -> nobody: 550 5.7.1 You may not send with this sender address");
        }
    }

    /** The order of commands is between programs; so is the end of a long list of recipients. */
    @Test
    void whatIsOutOfPlaceOrOneTooManyIsNotTold() throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.connect()) {
            peer.reply();
            assertThat(peer.ask("MAIL FROM:<a..b@example.org>")).startsWith("503");
            peer.ask("EHLO client.example.org");
            assertThat(peer.ask("RCPT TO:<b..c@example.com>")).startsWith("503");
            assertThat(peer.ask("MAIL")).startsWith("501");
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("MAIL FROM:<a@example.org>\t\0")).startsWith("500");
            for (int i = 0; i < 100; i++) {
                assertThat(peer.ask("RCPT TO:<b@example.com>")).startsWith("250");
            }
            assertThat(peer.ask("RCPT TO:<b@example.com>")).startsWith("452");

            assertThat(server.events.refusedMail()).isEmpty();
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
