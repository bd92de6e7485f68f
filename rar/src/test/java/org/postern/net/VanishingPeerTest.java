package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.smtp.Reply;

class VanishingPeerTest {
    private static final String ENVELOPE = "EHLO a\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n";

    @TempDir
    private Path directory;

    /** Everything that can be under way when a connection breaks. */
    private static final List<String> STATES = List.of(
            "",
            "EHL",
            "EHLO a\r\n",
            ENVELOPE.substring(0, ENVELOPE.indexOf("RCPT")),
            ENVELOPE,
            ENVELOPE + "DATA\r\n",
            ENVELOPE + "DATA\r\nx\r\n",
            ENVELOPE + "DATA\r\nx\r\n.",
            ENVELOPE + "DATA\r\nx\r\n.\r",
            ENVELOPE + "DATA\r\n" + "x".repeat(10 * TestServer.THRESHOLD),
            ENVELOPE + "BDAT 5 LAST\r\nxyz\r",
            ENVELOPE + "BDAT 3\r\nxyz",
            ENVELOPE + "BDAT 99999\r\n" + "x".repeat(10 * TestServer.THRESHOLD),
            "EHLO a\r\nSTARTTLS\r\n",
            ENVELOPE.replace("<b@", "<undecided@"));

    private enum Fault {
        RESET,
        CLOSED,
        HALF_CLOSED
    }

    static Stream<Arguments> faultsInAllStates() {
        return STATES.stream().flatMap(said -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(said, fault)));
    }

    @ParameterizedTest
    @MethodSource("faultsInAllStates")
    void nothingStaysOfAConnectionThatBreaks(String said, Fault fault) throws Exception {
        CompletableFuture<Optional<Reply>> decision = new CompletableFuture<>();
        try (TestServer server = server()) {
            server.receiver.decide(recipient -> recipient.mailbox().startsWith("undecided")
                    ? decision
                    : CompletableFuture.completedFuture(Optional.empty()));
            Peer peer = server.connect();
            peer.reply();
            peer.send(said);
            switch (fault) {
                case RESET -> peer.reset();
                case CLOSED -> peer.hangUp();
                case HALF_CLOSED -> peer.socket().shutdownOutput();
            }
            if (said.contains("undecided")) {
                // Nothing is read meanwhile, so this is when it is found out.
                await().until(() ->
                        fault == Fault.RESET || !server.receiver.asked().isEmpty());
                decision.complete(Optional.empty());
            }

            assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5)))
                    .isTrue();
            assertThat(server.receiver.messages()).isEmpty();
            await().until(() -> SpoolFiles.in(directory) == 0);
            assertThat(server.events.all()).noneMatch(event -> event.startsWith("failed"));
        }
    }

    @Test
    void noFileStaysOfContentThatBreaksOff() throws Exception {
        try (TestServer server = server()) {
            Peer peer = server.greeted();
            peer.beginData();
            peer.send("x".repeat(10 * TestServer.THRESHOLD));
            await().until(() -> SpoolFiles.in(directory) == 1);

            peer.reset();

            await().until(() -> SpoolFiles.in(directory) == 0);
            assertThat(server.receiver.messages()).isEmpty();
        }
    }

    @Test
    void aPeerThatClosesInTheMiddleOfItsContentHasSentNoMessage() throws Exception {
        try (TestServer server = server()) {
            Peer peer = server.greeted();
            peer.beginData();
            peer.send("Subject: half\r\n");
            peer.close();

            assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5)))
                    .isTrue();
            assertThat(server.receiver.messages()).isEmpty();
        }
    }

    /** The delivery owns its content: it ends as if the peer were there, and frees it. */
    @Test
    void aDeliveryUnderWayGoesOn() throws Exception {
        try (TestServer server = server()) {
            server.receiver.hold();
            Peer peer = server.greeted();
            peer.beginData();
            peer.send("x".repeat(5 * TestServer.THRESHOLD) + "\r\n.\r\n");
            RecordingReceiver.Held held = server.receiver.nextHeld();

            peer.reset();

            assertThat(RecordingReceiver.octets(held.message())).hasSize(5 * TestServer.THRESHOLD + 2);
            held.accept();
            assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5)))
                    .isTrue();
            assertThat(SpoolFiles.in(directory)).isZero();
            assertThatThrownBy(() -> held.message().content().openStream()).isInstanceOf(IOException.class);
            assertThat(server.events.all()).containsExactly("mail begun TLS_OFFERED");
        }
    }

    @Test
    void noFileStaysOfAMessageThatWasDelivered() throws Exception {
        try (TestServer server = server();
                Peer peer = server.greeted()) {
            peer.deliver("x".repeat(5 * TestServer.THRESHOLD) + "\r\n");

            assertThat(SpoolFiles.in(directory)).isZero();
        }
    }

    @Test
    void noFileStaysOfAMessageThatWasRefused() throws Exception {
        try (TestServer server = server();
                Peer peer = server.greeted()) {
            String reply = peer.deliver("x".repeat(5 * TestServer.THRESHOLD) + "\r\nbare\nline feed\r\n");

            assertThat(reply).startsWith("550 5.6.0");
            await().until(() -> SpoolFiles.in(directory) == 0);
        }
    }

    private TestServer server() throws IOException {
        return new TestServer(directory)
                .offering(TestOffers.bound("*=mx", directory))
                .start();
    }
}
