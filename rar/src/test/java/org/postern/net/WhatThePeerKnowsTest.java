package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real connections, and what their ends prove of the last message (RFC 1047, ADR 28). */
class WhatThePeerKnowsTest {
    private static final List<String> LAYERS = List.of("plaintext", "TLSv1.2", "TLSv1.3");

    /** How a peer may end that has sent a message. */
    private enum End {
        /** Our side sees an orderly end, below TLS. */
        FIN {
            @Override
            void of(Peer peer, Socket below) throws IOException {
                below.shutdownOutput();
            }
        },
        /** As FIN if everything was read, else as RESET. */
        CLOSE {
            @Override
            void of(Peer peer, Socket below) throws IOException {
                below.close();
            }
        },
        RESET {
            @Override
            void of(Peer peer, Socket below) throws IOException {
                below.setSoLinger(true, 0);
                below.close();
            }
        };

        abstract void of(Peer peer, Socket below) throws IOException;
    }

    private enum Moment {
        BEFORE_THE_REPLY,
        WITH_THE_REPLY,
        AFTER_THE_REPLY
    }

    @TempDir
    private Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(directory)
                .offering(TestOffers.bound("*=mx", directory))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> endsThatProveNothing() {
        return Arrays.stream(End.values()).flatMap(end -> Arrays.stream(Moment.values())
                .flatMap(moment -> LAYERS.stream().flatMap(layer -> Stream.of(true, false)
                        .map(proxy -> Arguments.of(end, moment, layer, proxy)))));
    }

    @ParameterizedTest
    @MethodSource("endsThatProveNothing")
    void anEndBelowTlsProvesNothing(End end, Moment moment, String layer, boolean behindProxy) throws Exception {
        server.receiver.hold();
        try (ResetHidingProxy proxy = new ResetHidingProxy(server.port())) {
            Peer peer = Peer.greeted("127.0.0.1", behindProxy ? proxy.port() : server.port());
            Socket below = peer.socket();
            secure(peer, layer);
            peer.beginData();
            peer.send("Subject: order\r\n.\r\n");
            RecordingReceiver.Held held = server.receiver.nextHeld();
            if (moment == Moment.BEFORE_THE_REPLY) {
                end.of(peer, below);
            }
            held.accept();
            if (moment != Moment.BEFORE_THE_REPLY) {
                if (moment == Moment.AFTER_THE_REPLY) {
                    assertThat(peer.reply()).startsWith("250 ");
                }
                end.of(peer, below);
            }

            await().until(() -> doubtful().size() + server.receiver.known().size() == 1);
            assertThat(server.receiver.known()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIT\r\n", "NOOP\r\n", "RSET\r\n", "MAIL FROM:<b@example.org>\r\n", "Q", "\r\n"})
    void whatItSaysAfterTheReplyProvesThatItKnows(String said) throws Exception {
        for (String layer : LAYERS) {
            Peer peer = server.greeted();
            Socket below = peer.socket();
            secure(peer, layer);
            assertThat(peer.deliver("Subject: order\r\n")).startsWith("250 ");

            peer.send(said);

            String id = last();
            await().until(() -> server.receiver.known().contains(id));
            End.RESET.of(peer, below);
        }
        assertThat(server.receiver.known()).hasSize(3);
        assertThat(doubtful()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIT\r\n", "NOOP\r\n", "RSET\r\nNOOP\r\n", "MAIL FROM:<b@example.org>\r\nRCPT TO:"})
    void whatItSaysWithoutWaitingProvesNothing(String said) throws Exception {
        for (String layer : LAYERS) {
            Peer peer = server.greeted();
            Socket below = peer.socket();
            secure(peer, layer);
            peer.beginData();
            peer.send("Subject: order\r\n.\r\n" + said);
            assertThat(peer.reply()).startsWith("250 ");
            peer.send("NOOP\r\n");
            End.RESET.of(peer, below);

            String id = last();
            await().until(() -> doubtful().contains(id));
        }
        assertThat(server.receiver.known()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void closeNotifyAfterTheReplyProvesThatItKnows(String version) throws Exception {
        for (boolean saysQuitTogether : List.of(true, false)) {
            Peer peer = server.greeted();
            secure(peer, version);
            peer.beginData();
            peer.send("Subject: order\r\n.\r\n" + (saysQuitTogether ? "QUIT\r\n" : ""));
            assertThat(peer.reply()).startsWith("250 ");

            peer.close();

            String id = last();
            await().until(() -> server.receiver.known().contains(id));
        }
        assertThat(doubtful()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void closeNotifyBeforeTheReplyProvesNothing(String version) throws Exception {
        server.receiver.hold();
        Peer peer = server.greeted();
        secure(peer, version);
        peer.beginData();
        peer.send("Subject: order\r\n.\r\n");
        RecordingReceiver.Held held = server.receiver.nextHeld();
        peer.close();
        await().until(() -> doubtful().contains(held.message().id()));
        held.accept();

        assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5))).isTrue();
        assertThat(server.receiver.known()).isEmpty();
    }

    /** RFC 5246 section 7.2.1: the answer to it is not left to a timeout. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void closeNotifyEndsTheConnectionAtOnce(String version) throws Exception {
        Peer peer = server.greeted();
        Socket below = peer.socket();
        secure(peer, version);
        peer.deliver("Subject: order\r\n");

        peer.endOutput();

        assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5))).isTrue();
        below.close();
    }

    /** What the server says meanwhile changes nothing: here it speaks before it has read the reset. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aResetThatMeetsAReplyOfOursProvesNothing(int messages) throws Exception {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Peer peer = server.greeted();
            for (int message = 0; message < messages; message++) {
                assertThat(peer.deliver("Subject: order\r\n")).startsWith("250 ");
            }
            peers.add(peer);
        }
        CountDownLatch goOn = new CountDownLatch(1);
        haveEachLoopWait(goOn);
        for (Peer peer : peers) {
            peer.reset();
        }
        server.acceptor().shutDownConnections();
        goOn.countDown();

        await().until(() -> doubtful().size() + server.receiver.known().size() == peers.size() * messages);
        assertThat(doubtful()).hasSize(peers.size());
    }

    /** Both loops stand still in a question about a recipient. */
    private void haveEachLoopWait(CountDownLatch goOn) throws Exception {
        CountDownLatch waiting = new CountDownLatch(2);
        server.receiver.decide(recipient -> {
            waiting.countDown();
            try {
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return CompletableFuture.completedFuture(Optional.empty());
        });
        List<Peer> both = List.of(server.greeted(), server.greeted());
        for (Peer peer : both) {
            peer.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n");
        }
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void secure(Peer peer, String layer) throws Exception {
        if (!layer.equals("plaintext")) {
            peer.ask("STARTTLS");
            peer.handshake(new TestClient().version(layer));
            peer.ask("EHLO client.example.org");
        }
    }

    /** Messages of which the peer will not show any more that it knows. */
    private List<String> doubtful() {
        return server.receiver.doubtful();
    }

    private String last() {
        List<ReceivedMessage> messages = server.receiver.messages();
        return messages.get(messages.size() - 1).id();
    }
}
