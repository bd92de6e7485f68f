package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** What is decided about recipients, credentials and messages is told to whoever counts, each decision once. */
@Timeout(60)
class DecisionEventsTest {
    private static final String LOOP = "Received: x\r\n".repeat(101) + "\r\nx\r\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void eachMessageIsToldWithItsSizeHoweverManyComeOnAConnection(int messages) throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            for (int i = 1; i <= messages; i++) {
                peer.deliver("x".repeat(i) + "\r\n");
            }
            peer.ask("QUIT");

            assertThat(server.events.decisions())
                    .filteredOn(decision -> decision.startsWith("MESSAGE"))
                    .hasSize(messages)
                    .containsOnly("MESSAGE 250 2.0.0 accepted");
            assertThat(server.events.decisions())
                    .filteredOn(decision -> decision.startsWith("RECIPIENT"))
                    .hasSize(messages)
                    .containsOnly("RECIPIENT 250 2.1.5 Recipient OK");
            assertThat(server.events.contents()).hasSize(messages).startsWith(3L);
            assertThat(server.events.sessions()).isEqualTo(1);
        }
    }

    @Test
    void recipientsAreToldWithTheReasonWhoeverRefusesThem() throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            server.receiver.decide(recipient -> CompletableFuture.completedFuture(
                    switch (recipient.mailbox()) {
                        case "unknown@example.org" -> Optional.of(Replies.unknownRecipient());
                        case "moved@example.org" ->
                            Optional.of(Reply.withForeignText(551, "5.1.6", "moved to bob@example.org"));
                        default -> Optional.empty();
                    }));
            peer.ask("RCPT TO:<early@example.org>");
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<unknown@example.org>");
            peer.ask("RCPT TO:<moved@example.org>");
            peer.ask("RCPT TO:<>");
            peer.ask("RCPT TO:<good@example.org>");

            assertThat(server.events.decisions())
                    .containsExactly(
                            "RECIPIENT 503 5.5.1 Send MAIL first",
                            "RECIPIENT 550 5.1.1 No such mailbox here",
                            "RECIPIENT 551 5.1.6 said by the bean",
                            "RECIPIENT 501 5.1.3 Recipient address is not valid",
                            "RECIPIENT 250 2.1.5 Recipient OK");
        }
    }

    /** Content that no bean ever sees is a message that was refused. */
    @Test
    void contentThatIsRefusedIsToldToo() throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            peer.deliver("x\ny\r\n");
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<b@example.org>");
            peer.send("BDAT " + LOOP.length() + " LAST\r\n" + LOOP);
            peer.reply();
            peer.deliver(LOOP);

            assertThat(server.events.decisions())
                    .filteredOn(decision -> decision.startsWith("MESSAGE"))
                    .containsExactly(
                            "MESSAGE 550 5.6.0 Message has a CR or LF that is not part of CRLF",
                            "MESSAGE 554 5.4.6 Too many Received fields, this message is in a loop",
                            "MESSAGE 554 5.4.6 Too many Received fields, this message is in a loop");
            assertThat(server.events.contents()).isEmpty();
        }
    }

    @Test
    void credentialsAreTold() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .knowing(new FakeRealm(Map.of("anna", "secret")))
                        .offering(TestOffers.bound("*=mx", directory))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.handshake(new TestClient());
            peer.ask("EHLO client.example.org");
            peer.ask("AUTH PLAIN AGFubmEAd3Jvbmc=");
            peer.ask("AUTH PLAIN AGFubmEAc2VjcmV0");

            assertThat(server.events.decisions())
                    .containsExactly(
                            "CREDENTIALS 535 5.7.8 Authentication credentials invalid",
                            "CREDENTIALS 235 2.7.0 Authenticated");
        }
    }

    /** By session id in TLS 1.2, by ticket in TLS 1.3. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLSv1.3, TLS_AES_256_GCM_SHA384"})
    void whoComesAgainResumesAndIsToldSo(String version, String suite) throws Exception {
        TestClient client = new TestClient().version(version).cipherSuite(suite).remembering();
        try (TestServer server = new TestServer(directory)
                .offering(TestOffers.bound("*=mx", directory))
                .start()) {
            for (int i = 0; i < 3; i++) {
                try (Peer peer = server.greeted()) {
                    peer.ask("STARTTLS");
                    peer.handshake(client);
                    peer.ask("EHLO client.example.org"); // A ticket of TLS 1.3 comes before the reply.
                    peer.ask("QUIT");
                }
            }
            try (Peer stranger = server.greeted()) {
                stranger.ask("STARTTLS");
                stranger.handshake(new TestClient().version(version).cipherSuite(suite));
                stranger.ask("QUIT");
            }

            await().until(() -> server.events.handshakes().size() == 4);
            assertThat(server.events.handshakes())
                    .extracting(TlsFacts::version, TlsFacts::cipherSuite)
                    .containsOnly(tuple(version, suite));
            assertThat(server.events.handshakes())
                    .extracting(TlsFacts::resumed)
                    .containsExactly(false, true, true, false);
        }
    }

    @Test
    void octetsAreToldAsThePeerMeantThem() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.bound("*=mx", directory))
                        .start();
                Peer peer = Peer.connect("127.0.0.1", server.port())) {
            peer.reply();
            peer.ask("EHLO a");
            peer.ask("STARTTLS");
            peer.handshake(new TestClient());
            peer.ask("NOOP");

            assertThat(server.events.octets()).isEqualTo("EHLO a\r\nSTARTTLS\r\nNOOP\r\n".length());
        }
    }
}
