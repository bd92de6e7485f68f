package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** What envelopes take of memory is counted, bounded, and given back once, whichever way an envelope ends. */
class EnvelopeMemoryTest {
    private static final String NO_ROOM = "452 4.3.1 Not enough room for more envelopes, try again later\r\n";
    private static final String LONG = "x".repeat(60) + "@" + ("d".repeat(60) + ".").repeat(2) + "example";
    private static final String BARE_LF = "a\nb\r\n.\r\n";

    @TempDir
    private Path directory;

    /** Each begins where an envelope has a sender and a recipient. */
    private enum Ending {
        RSET {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.ask("RSET");
            }
        },
        EHLO {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.ask("EHLO again.example.org");
            }
        },
        HELO {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.ask("HELO again.example.org");
            }
        },
        QUIT {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.ask("QUIT");
            }
        },
        RESET {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.reset();
            }
        },
        HALF_CLOSE {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.endOutput();
            }
        },
        TOO_MANY_ERRORS {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.send("NONSENSE\r\n".repeat(TestServer.MAX_ERRORS + 1));
            }
        },
        REPLIES_NOT_READ {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.send("NOOP\r\n".repeat(20_000));
                peer.reset();
            }
        },
        ADDRESS_GOES_AWAY {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                server.acceptor().shutDownConnections();
            }
        },
        STARTTLS {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.ask("STARTTLS");
                peer.handshake("one.example");
            }
        },
        HANDSHAKE_FAILS {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.ask("STARTTLS");
                peer.send("NOOP\r\n");
                peer.rest();
            }
        },
        RESET_IN_CONTENT {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.ask("DATA");
                peer.send("x".repeat(3 * TestServer.THRESHOLD));
                peer.reset();
            }
        },
        RESET_IN_A_CHUNK {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.send("BDAT 100\r\nx");
                peer.reset();
            }
        },
        RSET_BETWEEN_CHUNKS {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.send("BDAT 2\r\nxx");
                peer.reply();
                peer.ask("RSET");
            }
        },
        CONTENT_REFUSED {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.ask("DATA");
                peer.send(BARE_LF);
                peer.reply();
            }
        },
        CHUNK_REFUSED {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.send("BDAT 3 LAST\r\na\nb");
                peer.reply();
            }
        },
        LOST_IN_CHUNKS {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.send("BDAT x\r\n");
            }
        },
        DELIVERED {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                peer.ask("DATA");
                peer.send("x\r\n.\r\n");
                assertThat(peer.reply()).startsWith("250");
            }
        },
        DELIVERED_AFTER_ITS_PEER_IS_GONE {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                server.receiver.hold();
                peer.ask("DATA");
                peer.send("x\r\n.\r\n");
                RecordingReceiver.Held held = server.receiver.nextHeld();
                peer.reset();
                await().until(() -> server.acceptor().connections() == 0);
                assertThat(server.memory().envelopes().used()).isPositive();
                held.accept();
            }
        },
        DELIVERED_AFTER_ITS_ANSWER {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                server.receiver.hold();
                peer.ask("DATA");
                peer.send("x\r\n.\r\n");
                RecordingReceiver.Held held = server.receiver.nextHeld();
                held.outcome().complete(List.of(Replies.notDelivered("late")));
                peer.reply();
                assertThat(server.memory().envelopes().used()).isPositive();
                held.accept();
            }
        },
        NOT_HANDED_OVER {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                server.receiver.fail();
                peer.ask("DATA");
                peer.send("x\r\n.\r\n");
                assertThat(peer.rest()).doesNotContain("250");
            }
        },
        NOT_HANDED_OVER_FROM_A_FILE {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                server.receiver.fail();
                peer.ask("DATA");
                peer.send("xx\r\n".repeat(TestServer.THRESHOLD));
                await().until(() -> server.spool().use().files() == 1);
                peer.send(".\r\n");
                assertThat(peer.rest()).doesNotContain("250");
            }
        },
        RESET_WHILE_SOMEBODY_IS_ASKED {
            @Override
            void on(Peer peer, TestServer server) throws Exception {
                CompletableFuture<Optional<Reply>> decision = new CompletableFuture<>();
                server.receiver.decide(recipient -> decision);
                peer.send("RCPT TO:<c@example.org>\r\n");
                await().until(() -> server.receiver.asked().contains("c@example.org"));
                peer.reset();
                decision.complete(Optional.empty());
            }
        };

        abstract void on(Peer peer, TestServer server) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEnvelopeHadIsFreeWhenItHasEnded(Ending ending) throws Exception {
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.bound("*=mx", directory))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<b@example.org>");
            assertThat(server.memory().envelopes().used()).isPositive();

            ending.on(peer, server);

            await().until(() -> server.memory().envelopes().used() == 0);
            await().until(() -> server.spool().use().memoryOctets() == 0
                    && server.spool().use().files() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM:<>",
                "MAIL FROM:nonsense",
                "MAIL FROM:<a@example.org> SIZE=x",
                "MAIL FROM:<a@example.org> SIZE=200000001",
                "MAIL FROM:<a@example.org> SIZE=100000001"
            })
    void aSenderThatIsRefusedTakesNothing(String command) throws Exception {
        try (TestServer server = new TestServer(directory).messagesPerMinute(1).start();
                Peer peer = server.greeted()) {
            peer.ask("MAIL FROM:<first@example.org>");
            peer.ask("RSET");

            assertThat(peer.ask(command)).matches("(?s)[45].*");

            assertThat(server.memory().envelopes().used()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 60, 250})
    void aRecipientThatIsRefusedGivesBackWhatItTook(int length) throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer peer = server.greeted()) {
            peer.ask("MAIL FROM:<a@example.org>");
            long before = server.memory().envelopes().used();
            for (Reply reply : new Reply[] {Replies.unknownRecipient(), Replies.recipientAway()}) {
                server.receiver.decide(recipient -> CompletableFuture.completedFuture(Optional.of(reply)));
                peer.ask("RCPT TO:<" + LONG.substring(0, Math.min(length, LONG.length()) - 2) + "> NOTIFY=NEVER");
                assertThat(server.memory().envelopes().used()).isEqualTo(before);
            }
            server.receiver.decide(recipient -> CompletableFuture.failedFuture(new IllegalStateException("broken")));
            assertThat(peer.ask("RCPT TO:<b@example.org>")).startsWith("451");
            assertThat(server.memory().envelopes().used()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"b@example.org, ''", "b@example.org, NOTIFY=NEVER", "long, ''", "long, NOTIFY=SUCCESS ORCPT=rfc822;a@b"
    })
    void whatHasNoRoomIsRefusedForNowAndTheRestOfTheTransactionIsGood(String mailbox, String parameters)
            throws Exception {
        long limit = 100_000;
        String recipient = "RCPT TO:<" + mailbox.replace("long", LONG) + "> " + parameters.replace("long", LONG);
        try (TestServer server = new TestServer(directory).envelopes(limit).start();
                Peer peer = server.greeted()) {
            peer.ask("MAIL FROM:<a@example.org>");
            int taken = 0;
            String reply = peer.ask(recipient.strip());
            while (reply.startsWith("250")) {
                taken++;
                reply = peer.ask(recipient.strip());
            }

            assertThat(reply).isEqualTo(NO_ROOM);
            assertThat(server.events.all()).contains("envelope not kept");
            assertThat(server.memory().envelopes().used()).isLessThanOrEqualTo(limit / 8);
            peer.ask("DATA");
            peer.send("x\r\n.\r\n");
            assertThat(peer.reply()).startsWith("250");
            assertThat(server.receiver.onlyMessage().envelope().recipients()).hasSize(taken);
            assertThat(server.memory().envelopes().used()).isZero();
        }
    }

    @Test
    void whenManyHaveMuchAMessageOfEverydayLifeStillFinds() throws Exception {
        try (TestServer server = new TestServer(directory).envelopes(80_000).start();
                Peer peer = server.greeted()) {
            Peer[] hoarders = new Peer[8];
            for (int i = 0; i < hoarders.length; i++) {
                hoarders[i] = server.greeted();
                hoarders[i].ask("MAIL FROM:<a@example.org>");
                while (hoarders[i].ask("RCPT TO:<" + LONG + ">").startsWith("250")) {
                    assertThat(server.memory().envelopes().used()).isLessThan(80_000);
                }
            }

            assertThat(peer.deliver("x\r\n")).startsWith("250");
            for (Peer hoarder : hoarders) {
                hoarder.reset();
            }
            await().until(() -> server.memory().envelopes().used() == 0);
        }
    }

    @Test
    void aSenderWithoutRoomMayComeAgain() throws Exception {
        try (TestServer server = new TestServer(directory).envelopes(1_500).start();
                Peer first = server.greeted();
                Peer second = server.greeted()) {
            assertThat(first.ask("MAIL FROM:<a@example.org>")).startsWith("250");
            assertThat(second.ask("MAIL FROM:<a@example.org>")).isEqualTo(NO_ROOM);
            first.ask("RSET");

            assertThat(second.ask("MAIL FROM:<a@example.org>")).startsWith("250");
        }
    }

    @Test
    void aPeerThatTakesTooLongKeepsNothing() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .commandTimeout(Duration.ofMillis(300))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("MAIL FROM:<a@example.org>");

            await().until(() -> server.memory().envelopes().used() == 0);
            assertThat(peer.rest()).startsWith("421");
        }
    }
}
