package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.ListenAddress.Scheme;
import org.postern.smtp.Authenticator;
import org.postern.smtp.BodySink;
import org.postern.smtp.Conversation;
import org.postern.smtp.Envelope;
import org.postern.smtp.Limits;
import org.postern.smtp.MessageStore;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;
import org.postern.smtp.Security;
import org.postern.smtp.Service;
import org.postern.smtp.Step;

/**
 * What a client hears is what the conversation says alone, in that order, however the network cuts it, whenever the client
 * reads, and whenever beans and files are done. In the end nothing is left. Each seed is one connection.
 */
class ConnectionFuzzTest {
    private static final int SEEDS = 30;
    private static final int ROOM = 1_000_000_000;
    private static final Limits LIMITS = new Limits(
            new Limits.Content(20_000, 0, 100, Limits.BareLineBreaks.REJECT),
            new Limits.Recipients(500, 10_000),
            new Limits.Commands(512, 10_000, 10_000));

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<Runnable> later = new ArrayList<>();
    private Random random;
    private TestConnection connection;
    private SlowChannel channel;
    private SpoolSpace spool;

    static LongStream seeds() {
        return new Random().longs(SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void repliesAreThoseOfTheConversationInTheirOrder(long seed) {
        connect(seed);
        String said = dialogue();

        hear(said);
        listen();

        assertThat(channel.sent()).isEqualTo(heardAtOnce(said));
        assertThat(channel.isOpen()).isFalse();
        assertNothingIsLeft();
    }

    /** Whatever happens to it in the middle: what the client hears until then is the beginning of it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aConnectionThatEndsInTheMiddleLeavesNothing(long seed) {
        connect(seed);
        String said = dialogue();

        hear(said.substring(0, random.nextInt(said.length())));
        end();

        assertThat(heardAtOnce(said)).startsWith(withoutTheLastWord(channel.sent()));
        assertThat(channel.isOpen()).isFalse();
        assertNothingIsLeft();
    }

    /** A line may be cut off, and an end that the conversation alone does not have is not compared. */
    private static String withoutTheLastWord(String sent) {
        String lines = sent.substring(0, sent.lastIndexOf('\n') + 1);
        return lines.replaceFirst("421 4\\.[34]\\.2 .*\r\n$", "");
    }

    private void connect(long seed) {
        random = new Random(seed);
        spool = new SpoolSpace(new TemporaryFiles(directory), () -> new SpoolLimits(10_000_000, 10_000_000, 10));
        int unread = one(4_096, 16_384, 65_536);
        connection = new TestConnection()
                .at(random.nextBoolean() ? Scheme.LMTP : Scheme.SMTP)
                .within(LIMITS)
                .timedBy(clock)
                .buffers(new BufferLimits(one(0, 100, 1_000_000), unread))
                .blocking(new TasksOn(this::soon))
                .spool(spool);
        channel = new SlowChannel(clock, unread, connection.make(transaction -> new Bean()));
    }

    private void hear(String said) {
        int at = 0;
        while (channel.isOpen() && at < said.length()) {
            if (channel.isReading() && random.nextBoolean()) {
                int piece = Math.min(said.length() - at, 1 + random.nextInt(one(100, 1_000, 16_384)));
                channel.type(said.substring(at, at + piece));
                at += piece;
            } else {
                goOn(random.nextInt(one(100, 1_000, 40_000)));
            }
        }
    }

    /** The client has nothing more to say, and reads all that comes. */
    private void listen() {
        while (channel.isOpen()) {
            channel.end();
            goOn(random.nextInt(one(100, 1_000, 40_000)));
        }
    }

    private void goOn(int octets) {
        if (!later.isEmpty() && random.nextBoolean()) {
            later.remove(random.nextInt(later.size())).run();
            channel.run();
        }
        channel.read(octets);
    }

    /** By the server, by the network, by the client, by time. */
    private void end() {
        switch (random.nextInt(4)) {
            case 0 -> {
                Connection serving = channel.pipeline().get(Connection.class);
                if (serving != null) {
                    serving.shutDown();
                }
            }
            case 1 -> channel.close();
            case 2 -> channel.end();
            default -> pass(Duration.ofHours(2));
        }
        while (!later.isEmpty()) {
            goOn(ROOM);
        }
        pass(Duration.ofHours(2));
        pass(Duration.ofSeconds(3));
    }

    private void pass(Duration time) {
        clock.pass(time);
        channel.run();
    }

    private void assertNothingIsLeft() {
        later.forEach(Runnable::run);
        channel.run();
        assertThat(channel.leaked()).as("buffers").isZero();
        assertThat(channel.hasTimers()).as("timers").isFalse();
        assertThat(connection.memory.envelopes().used()).as("envelopes").isZero();
        assertThat(connection.memory.buffers().used())
                .as("octets not understood or not read")
                .isZero();
        assertThat(spool.use().memoryOctets()).as("content in memory").isZero();
        assertThat(spool.use().files()).as("files").isZero();
        assertThat(connection.events.all()).noneMatch(event -> event.startsWith("failed"));
    }

    private void soon(Runnable task) {
        if (random.nextBoolean()) {
            later.add(task);
        } else {
            task.run();
        }
    }

    private <T> CompletableFuture<T> soon(Supplier<T> answer) {
        CompletableFuture<T> answered = new CompletableFuture<>();
        soon(() -> {
            answered.complete(answer.get());
        });
        return answered;
    }

    private boolean isLmtp() {
        return connection.conversation().service() == Service.LMTP;
    }

    private int one(int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String dialogue() {
        StringBuilder said = new StringBuilder(isLmtp() ? "LHLO me\r\n" : "EHLO me\r\n");
        for (int i = one(1, 5, 15); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> said.append("NOOP\r\n".repeat(one(1, 1, 600)));
                case 1 -> said.append("RSET\r\n");
                case 2 -> said.append("XYZZY\r\n");
                case 3 -> chunk(said, random.nextBoolean());
                default -> message(said);
            }
        }
        return said.append(random.nextBoolean() ? "QUIT\r\n" : "").toString();
    }

    private void message(StringBuilder said) {
        said.append("MAIL FROM:<a@example.org>\r\n");
        for (int i = one(1, 3, 200); i > 0; i--) {
            said.append("RCPT TO:<" + (random.nextInt(5) > 0 ? "b" : "no") + "b".repeat(random.nextInt(40))
                    + "@example.org>\r\n");
        }
        if (random.nextBoolean()) {
            said.append("DATA\r\n");
            said.append(("x".repeat(random.nextInt(70)) + "\r\n").repeat(one(0, 1, 10, 400)));
            said.append(".\r\n");
        } else {
            for (int i = one(0, 1, 40); i > 0; i--) {
                chunk(said, false);
            }
            chunk(said, true);
        }
    }

    private void chunk(StringBuilder said, boolean last) {
        int size = random.nextInt(one(1, 100, 1_000));
        said.append("BDAT " + size + (last ? " LAST" : "") + "\r\n").append("y".repeat(size));
    }

    /** Different recipients have different fates, and words of any length. */
    private static Optional<Reply> refusal(Recipient recipient) {
        return recipient.mailbox().startsWith("no")
                ? Optional.of(Reply.withForeignText(550, "5.1.1", recipient.mailbox()))
                : Optional.empty();
    }

    private List<Reply> outcomes(Envelope envelope, long size) {
        List<Reply> each = envelope.recipients().stream()
                .map(recipient -> outcome(recipient.mailbox(), size))
                .toList();
        return isLmtp() ? each : each.subList(0, 1);
    }

    private static Reply outcome(String mailbox, long size) {
        String text = mailbox + " " + size + " " + "z".repeat(7 * mailbox.length());
        return mailbox.length() % 3 == 0
                ? Reply.withForeignText(451, "4.3.0", text)
                : Reply.withForeignText(250, "2.0.0", text);
    }

    /** Takes messages, now or later. */
    private final class Bean implements MessageHandler {
        @Override
        public CompletionStage<List<Reply>> receive(ReceivedMessage message) {
            return soon(() -> {
                byte[] octets = RecordingReceiver.octets(message);
                try {
                    message.content().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return outcomes(message.envelope(), octets.length);
            });
        }

        @Override
        public CompletionStage<Optional<Reply>> refusal(Recipient recipient) {
            return soon(() -> ConnectionFuzzTest.refusal(recipient));
        }
    }

    /** The conversation alone, to which everything is said at once. */
    private String heardAtOnce(String said) {
        Contents contents = new Contents();
        Conversation alone =
                new Conversation(connection.conversation(), Security.NO_TLS, contents, Authenticator.none());
        StringBuilder heard = new StringBuilder();
        ByteBuffer octets = ByteBuffer.wrap(said.getBytes(StandardCharsets.ISO_8859_1));
        Step step = alone.greet();
        while (step.next() != Step.Next.AWAIT_INPUT && step.next() != Step.Next.CLOSE) {
            step.replies().forEach(heard::append);
            step = step.next() == Step.Next.DELIVER
                    ? alone.delivered(outcomes(step.envelope().orElseThrow(), contents.last.size()))
                    : alone.receive(octets);
        }
        step.replies().forEach(heard::append);
        return heard.toString();
    }

    private static final class Contents implements MessageStore {
        private ByteArrayOutputStream last = new ByteArrayOutputStream();

        @Override
        public BodySink begin() {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            last = content;
            return new BodySink() {
                @Override
                public boolean write(ByteBuffer octets) {
                    while (octets.hasRemaining()) {
                        content.write(octets.get());
                    }
                    return true;
                }

                @Override
                public void abandon() {}
            };
        }

        @Override
        public CompletableFuture<Optional<Reply>> refusalOfRecipient(Recipient recipient) {
            return CompletableFuture.completedFuture(refusal(recipient));
        }

        @Override
        public Reply named(Envelope envelope, Reply refusal) {
            return refusal.with("(c-1)");
        }
    }
}
