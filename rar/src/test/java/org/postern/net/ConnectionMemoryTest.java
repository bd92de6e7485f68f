package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.smtp.Reply;

/** What connections keep in buffers is counted, bounded for all of them together, and given back. */
class ConnectionMemoryTest {
    private static final String SHORT =
            "421 4.3.1 " + TestServer.HOST_NAME + " Not enough memory for this connection, closing it\r\n";

    @TempDir
    private Path directory;

    /** What a peer can leave with the server. */
    private enum Rest {
        UNFINISHED_LINE {
            @Override
            void leave(Peer peer, TestServer server) throws Exception {
                peer.send("NOOP " + "x".repeat(400));
            }
        },
        UNFINISHED_CREDENTIALS {
            @Override
            void leave(Peer peer, TestServer server) throws Exception {
                peer.send("AUTH " + "x".repeat(12_000));
            }
        },
        COMMANDS_BEHIND_A_QUESTION {
            @Override
            void leave(Peer peer, TestServer server) throws Exception {
                server.receiver.decide(recipient -> new CompletableFuture<>());
                peer.ask("MAIL FROM:<a@example.org>");
                peer.send("RCPT TO:<b@example.org>\r\n" + "NOOP\r\n".repeat(1_000));
            }
        },
        COMMANDS_BEHIND_A_MESSAGE {
            @Override
            void leave(Peer peer, TestServer server) throws Exception {
                server.receiver.hold();
                peer.beginData();
                peer.send("x\r\n.\r\n" + "NOOP\r\n".repeat(1_000));
            }
        },
        REPLIES {
            @Override
            void leave(Peer peer, TestServer server) throws Exception {
                Thread sender = new Thread(() -> {
                    try {
                        peer.send("HELP\r\n".repeat(200_000));
                    } catch (IOException e) {
                        // The end of the test.
                    }
                });
                sender.setDaemon(true);
                sender.start();
            }
        },
        BEGUN_HANDSHAKE {
            @Override
            void leave(Peer peer, TestServer server) throws Exception {
                peer.ask("STARTTLS");
                byte[] hello = new byte[10_000];
                hello[0] = 22;
                hello[1] = 3;
                hello[2] = 1;
                hello[3] = 0x40;
                hello[5] = 1;
                hello[7] = 0x3f;
                hello[8] = (byte) 0xfc;
                peer.send(hello);
            }
        },
        UNFINISHED_RECORD {
            @Override
            void leave(Peer peer, TestServer server) throws Exception {
                Socket below = peer.socket();
                peer.ask("STARTTLS");
                peer.handshake("one.example");
                byte[] record = new byte[10_000];
                record[0] = 23;
                record[1] = 3;
                record[2] = 3;
                record[3] = 0x40;
                below.getOutputStream().write(record);
            }
        };

        abstract void leave(Peer peer, TestServer server) throws Exception;
    }

    /** Who waits for the answer to a question is not read from, so its end is noticed behind the answer. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMMANDS_BEHIND_A_QUESTION")
    void whatAPeerLeavesIsCountedUntilItsConnectionIsGone(Rest rest) throws Exception {
        try (TestServer server = server(100_000_000).start();
                Peer peer = notReading(server)) {
            Socket socket = peer.socket();

            rest.leave(peer, server);

            await().until(() -> server.memory().buffers().used() > 300);
            assertThat(server.memory().buffers().used()).isLessThan(200_000);
            socket.setSoLinger(true, 0);
            socket.close();
            end(server, rest);
            await().until(() -> server.memory().buffers().used() == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"UNFINISHED_CREDENTIALS, 64000", "REPLIES, 200000", "BEGUN_HANDSHAKE, 64000", "UNFINISHED_RECORD, 64000"
    })
    void whoeverWantsMoreThanThereIsIsClosed(Rest rest, long limit) throws Exception {
        List<Peer> peers = new ArrayList<>();
        try (TestServer server = server(limit).start()) {
            for (int i = 0; i < 12; i++) {
                Peer peer = notReading(server);
                peers.add(peer);
                rest.leave(peer, server);
                assertThat(server.memory().buffers().used()).isLessThanOrEqualTo(limit);
            }

            await().until(() -> server.events.all().contains("closed MEMORY_SHORT"));
            await().until(() -> server.acceptor().connections() < 12);
            assertThat(server.memory().buffers().used()).isLessThanOrEqualTo(limit * 3 / 4);
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 600, 2_000})
    void whoHasNoRoomHearsSoAfterTheOutcomeOfItsMessage(int commands) throws Exception {
        try (TestServer server = server(1_000).start();
                Peer peer = notReading(server)) {
            server.receiver.hold();
            peer.beginData();
            long before = server.events.octets();
            peer.send("x\r\n.\r\n" + "NOOP\r\n".repeat(commands));
            RecordingReceiver.Held held = server.receiver.nextHeld();
            await().until(() -> server.events.octets() - before > Math.min(6 * commands, 1_100));
            held.accept();

            assertThat(peer.reply()).startsWith("250 2.0.0 OK, message");
            if (commands > 0) {
                assertThat(peer.rest()).isEqualTo(SHORT);
            } else {
                assertThat(peer.ask("NOOP")).startsWith("250");
            }
        }
    }

    @Test
    void whoHasNoRoomHearsSoAfterTheAnswerToItsQuestion() throws Exception {
        try (TestServer server = server(450).start();
                Peer peer = notReading(server)) {
            CompletableFuture<Optional<Reply>> decision = new CompletableFuture<>();
            server.receiver.decide(recipient -> decision);
            peer.ask("MAIL FROM:<a@example.org>");
            long before = server.events.octets();
            peer.send("RCPT TO:<b@example.org>\r\n" + "NOOP\r\n".repeat(1_000));
            await().until(() -> server.receiver.asked().size() == 1 && server.events.octets() - before >= 480);
            decision.complete(Optional.empty());

            assertThat(peer.reply()).startsWith("250 2.1.5");
            assertThat(peer.rest()).isEqualTo(SHORT);
            await().until(() -> server.memory().buffers().used() == 0);
        }
    }

    @Test
    void aLongLineThatIsOverLeavesNothing() throws Exception {
        try (TestServer server = server(100_000_000).start();
                Peer peer = notReading(server)) {
            for (String line : List.of("NOOP " + "x".repeat(400), "AUTH " + "x".repeat(12_000), "x".repeat(5_000))) {
                peer.ask(line);
                await().until(() -> server.memory().buffers().used() == 0);
            }
        }
    }

    private TestServer server(long bufferBytes) {
        return new TestServer(directory)
                .offering(TestOffers.bound("*=mx", directory))
                .buffers(bufferBytes);
    }

    /** Little of what is not read is kept by the operating system. */
    private static Peer notReading(TestServer server) throws IOException {
        Peer peer = Peer.connectWithReceiveBuffer(4_096, "127.0.0.1", server.port());
        peer.reply();
        peer.ask("EHLO client.example.org");
        return peer;
    }

    private static void end(TestServer server, Rest rest) throws InterruptedException {
        if (rest == Rest.COMMANDS_BEHIND_A_MESSAGE) {
            server.receiver.nextHeld().accept();
        }
    }
}
