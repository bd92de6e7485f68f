package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/** A fault of ours ends the connection that it happens on, wherever that stands, and leaves nothing of it. */
class ConnectionFaultTest {
    /** More buffers than the whole dialogue needs. */
    private static final int ENOUGH = 12;

    private static final List<String> DIALOGUE = List.of(
            "EHLO client.example.org\r\n",
            "MAIL FROM:<a@example.org>\r\n",
            "RCPT TO:<b@example.org>\r\n",
            "RCPT TO:<c@example.org>\r\n",
            "DATA\r\n",
            "x\r\n.\r\n",
            "QUIT\r\n");

    private final ManualClock clock = new ManualClock();
    private final TestConnection connection = new TestConnection().timedBy(clock);
    private final Queue<Runnable> later = new ArrayDeque<>();

    /** An Error that is thrown where a bean or the container has answered is no less of a fault than an exception. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionThatFindsNoMemoryEndsAtOnce(boolean answersComeLater) {
        int ended = 0;
        for (int buffers = 0; buffers <= ENOUGH; buffers++) {
            SlowChannel channel =
                    new SlowChannel(clock, 65_536, connection.make(transaction -> new Bean(answersComeLater)), buffers);
            channel.read(1_000_000);
            DIALOGUE.forEach(line -> say(channel, line));
            ended += channel.sent().contains("\r\n221 ") ? 1 : 0;

            assertThat(channel.isOpen()).as("%d buffers", buffers).isFalse();
            assertThat(channel.leaked()).isZero();
            assertThat(channel.hasTimers()).isFalse();
            assertThat(connection.memory.envelopes().used()).isZero();
            assertThat(connection.memory.buffers().used()).isZero();
        }
        assertThat(ended).as("dialogues that came to their end").isBetween(1, ENOUGH / 2);
    }

    /** Netty takes a handler out of the pipeline that fails when it is added, and goes on without it. */
    @Test
    void aConnectionThatCannotBeginEnds() {
        SlowChannel channel =
                new SlowChannel(clock, 65_536, connection.timedBy(new Broken()).make(bean -> new Bean(false)));

        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.sent()).isEmpty();
        assertThat(connection.events.all()).containsExactly("failed no time");
    }

    private void say(SlowChannel channel, String line) {
        if (channel.isReading()) {
            channel.type(line);
        }
        while (!later.isEmpty()) {
            later.remove().run();
            channel.run();
        }
    }

    private final class Bean implements MessageHandler {
        private final boolean answersLater;

        Bean(boolean answersLater) {
            this.answersLater = answersLater;
        }

        @Override
        public CompletionStage<List<Reply>> receive(ReceivedMessage message) {
            try {
                message.content().close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return answer(List.of(Reply.withForeignText(250, "2.0.0", "taken")));
        }

        @Override
        public CompletionStage<Optional<Reply>> refusal(Recipient recipient) {
            return answer(Optional.empty());
        }

        private <T> CompletionStage<T> answer(T given) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            if (answersLater) {
                later.add(() -> answer.complete(given));
            } else {
                answer.complete(given);
            }
            return answer;
        }
    }

    /** As a clock that fails: a part of a connection that cannot be made. */
    private static final class Broken implements Time {
        @Override
        public java.time.Clock clock() {
            throw new IllegalStateException("no time");
        }

        @Override
        public long nanos() {
            throw new IllegalStateException("no time");
        }

        @Override
        public boolean await(CompletionStage<?> event, java.time.Duration atMost) {
            throw new IllegalStateException("no time");
        }
    }
}
