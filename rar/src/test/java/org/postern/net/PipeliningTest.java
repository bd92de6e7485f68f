package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.smtp.Reply;

/** One connection on a channel without a socket, so that what leaves together can be told apart. */
class PipeliningTest {
    private static final String ENVELOPE =
            "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nRCPT TO:<c@example.org>\r\nDATA\r\n";

    private final RecordingReceiver handlers = new RecordingReceiver();
    private final TestConnection connections = new TestConnection();
    private final RecordingEvents events = connections.events;
    private final AtomicInteger reads = new AtomicInteger();
    private final EmbeddedChannel channel = new EmbeddedChannel(false, false);

    @BeforeEach
    void connect() throws Exception {
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
            @Override
            public void read(ChannelHandlerContext ctx) {
                reads.incrementAndGet();
            }
        });
        channel.pipeline().addLast(connections.make(handlers));
        channel.register();
        assertThat(sent()).isEqualTo("220 mail.example.org ESMTP Postern\r\n");
        type("EHLO client.example.org\r\n");
        sent();
    }

    @AfterEach
    void disconnect() {
        channel.finishAndReleaseAll();
    }

    @Test
    void theRepliesToWhatWasReadTogetherLeaveTogether() {
        type(ENVELOPE);

        assertThat(sent()).matches("250 .*\r\n250 .*\r\n250 .*\r\n354 .*\r\n");
        assertThat(sent()).isEmpty();
    }

    @Test
    void theOutcomeThatIsKnownAtOnceLeavesWithTheRepliesAroundIt() {
        String chunk = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nBDAT 3 LAST\r\nx\r\n";

        type(chunk + chunk + "NOOP\r\n");

        assertThat(sent())
                .matches(
                        "250 .*\r\n250 .*\r\n250 .* accepted\r\n250 .*\r\n250 .*\r\n250 .* accepted\r\n250 2.0.0 OK\r\n");
        assertThat(sent()).isEmpty();
        assertThat(handlers.messages()).hasSize(2);
    }

    @Test
    void soItIsWithAnyNumberOfMessagesThatAreReadTogether() {
        type("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nBDAT 1 LAST\r\nx".repeat(5_000));

        assertThat(handlers.messages()).hasSize(5_000);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void nothingIsExecutedWhileAMessageIsDelivered() throws Exception {
        handlers.hold();
        type(ENVELOPE);
        sent();

        type("x\r\n.\r\nNOOP\r\nQUIT\r\n");

        assertThat(sent()).isEmpty();
        handlers.nextHeld().accept();
        channel.runPendingTasks();
        assertThat(sent()).matches("250 .* accepted\r\n250 2.0.0 OK\r\n221 .*\r\n");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void onlyOneReadIsAskedForWhileAMessageIsDelivered() throws Exception {
        handlers.hold();
        type(ENVELOPE);
        int before = reads.get();

        type("x\r\n.\r\n");

        assertThat(reads).hasValue(before + 1);
        type("NOOP\r\n");
        assertThat(reads).hasValue(before + 1);
        handlers.nextHeld().accept();
        channel.runPendingTasks();
        assertThat(reads).hasValueGreaterThan(before + 1);
    }

    @Test
    void messagesBehindEachOtherAreDeliveredOneAfterTheOther() throws Exception {
        handlers.hold();
        type(ENVELOPE);
        type("one\r\n.\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
        assertThat(handlers.messages()).hasSize(1);

        handlers.nextHeld().accept();
        channel.runPendingTasks();
        type("two\r\n.\r\n");

        assertThat(handlers.messages()).hasSize(2);
        assertThat(RecordingReceiver.octets(handlers.messages().get(1)))
                .asString()
                .isEqualTo("two\r\n");
    }

    /** Of the message that it belongs to, also where the connection has gone on to the next one. */
    @Test
    void anAnswerThatComesLateAgainIsNoneOfTheNextMessage() throws Exception {
        handlers.hold();
        type(ENVELOPE);
        type("one\r\n.\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
        RecordingReceiver.Held first = handlers.nextHeld();
        first.accept();
        channel.runPendingTasks();
        type("two\r\n.\r\n");
        channel.runPendingTasks();
        everythingSent(channel);

        first.accept();
        channel.runPendingTasks();

        assertThat(sent()).isEmpty();
        handlers.nextHeld().accept();
        channel.runPendingTasks();
        assertThat(sent()).matches("250 .*-2 accepted\r\n");
    }

    @Test
    void anAnswerThatComesTwiceIsSaidOnce() throws Exception {
        handlers.hold();
        type(ENVELOPE);
        type("x\r\n.\r\n");
        sent();
        RecordingReceiver.Held held = handlers.nextHeld();

        held.accept();
        held.accept();
        channel.runPendingTasks();

        assertThat(sent()).matches("250 .* accepted\r\n");
        assertThat(sent()).isEmpty();
    }

    /** How a connection ends while its client waits. */
    enum End {
        CLOSED {
            @Override
            void of(EmbeddedChannel channel) {
                channel.close();
            }
        },
        BROKEN {
            @Override
            void of(EmbeddedChannel channel) {
                channel.pipeline().fireExceptionCaught(new IOException("reset"));
            }
        },
        FAULT_OF_OURS {
            @Override
            void of(EmbeddedChannel channel) {
                channel.pipeline().fireExceptionCaught(new IllegalStateException("fault"));
            }
        },
        RENEGOTIATED {
            @Override
            void of(EmbeddedChannel channel) {
                channel.pipeline().fireExceptionCaught(new RenegotiationException());
            }
        };

        abstract void of(EmbeddedChannel channel);
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryThatEndsAfterTheConnectionChangesNothingThere(End end) throws Exception {
        handlers.hold();
        type(ENVELOPE);
        type("x\r\n.\r\n");

        assertNothingComesAfter(end, handlers.nextHeld()::accept);
    }

    @ParameterizedTest
    @EnumSource
    void aDecisionThatComesAfterTheConnectionChangesNothingThere(End end) {
        CompletableFuture<Optional<Reply>> decision = new CompletableFuture<>();
        handlers.decide(recipient -> decision);
        type(ENVELOPE);

        assertNothingComesAfter(end, () -> decision.complete(Optional.empty()));
    }

    private void assertNothingComesAfter(End end, Runnable outcome) {
        end.of(channel);
        channel.runPendingTasks();
        everythingSent(channel);
        List<String> events = List.copyOf(this.events.all());
        List<String> decisions = List.copyOf(this.events.decisions());

        outcome.run();
        channel.runPendingTasks();

        assertThat(everythingSent(channel)).isEmpty();
        assertThat(this.events.all()).isEqualTo(events);
        assertThat(this.events.decisions()).isEqualTo(decisions);
    }

    /** A message that is lost on its way within the adapter. */
    static Stream<MessageHandlerFactory> faults() {
        RuntimeException fault = new IllegalStateException("secret");
        return Stream.of(
                transaction -> message -> {
                    throw fault;
                },
                transaction -> message -> CompletableFuture.failedFuture(fault),
                transaction -> message -> {
                    CompletableFuture<List<Reply>> outcome = new CompletableFuture<>();
                    new Thread(() -> outcome.completeExceptionally(fault)).start();
                    return outcome;
                });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultOfOursEndsTheConnectionAndTellsThePeerNoMoreThanAnId(MessageHandlerFactory fault) {
        EmbeddedChannel broken = new EmbeddedChannel(connections.make(fault));
        broken.writeInbound(octets("EHLO client.example.org\r\n"), octets(ENVELOPE), octets("x\r\n.\r\n"));
        await().until(() -> {
            broken.runPendingTasks();
            return !broken.isOpen();
        });

        assertThat(everythingSent(broken))
                .contains("421 4.3.0 mail.example.org Internal error ")
                .doesNotContain("secret");
        assertThat(events.all()).containsExactly("mail begun NO_TLS", "failed secret");
        assertThat(broken.isOpen()).isFalse();
    }

    private void type(String text) {
        channel.writeInbound(octets(text));
    }

    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private String sent() {
        return sent(channel);
    }

    private static String everythingSent(EmbeddedChannel from) {
        StringBuilder all = new StringBuilder();
        for (String text = sent(from); !text.isEmpty(); text = sent(from)) {
            all.append(text);
        }
        return all.toString();
    }

    /** What left with the next flush; empty if there was none. */
    private static String sent(EmbeddedChannel from) {
        ByteBuf octets = from.readOutbound();
        if (octets == null) {
            return "";
        }
        try {
            return octets.toString(StandardCharsets.ISO_8859_1);
        } finally {
            octets.release();
        }
    }
}
