package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.smtp.Reply;

/** What counts as a proof that the peer knows, and what does not (RFC 1047, ADR 28). */
class ReceiptsTest {
    private final Receipts receipts = new Receipts();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> told = new ArrayList<>();

    @Test
    void whatIsSaidAfterTheReplyHasLeftIsAProof() {
        MessageHandler message = message("1");
        receipts.begin(message);
        receipts.answer(message, true);
        leave();

        receipts.heard();
        receipts.lose();

        assertThat(told).containsExactly("1 acknowledged");
    }

    @Test
    void whatIsSaidBeforeTheReplyHasLeftIsNoneNorIsWhatFollows() {
        MessageHandler message = message("1");
        receipts.begin(message);
        receipts.heard();
        receipts.answer(message, true);
        leave();

        receipts.heard();
        receipts.heard();
        receipts.lose();

        assertThat(told).containsExactly("1 lost");
    }

    @Test
    void whatIsSaidWhileTheReplyLeavesIsNone() {
        MessageHandler message = message("1");
        receipts.begin(message);
        receipts.answer(message, true);
        ChannelPromise flush = channel.newPromise();
        receipts.leaveWith(flush);
        receipts.heard();
        flush.setSuccess();

        receipts.heard();
        receipts.lose();

        assertThat(told).containsExactly("1 lost");
    }

    /** Replies are read in their order. */
    @Test
    void whoWaitedForTheLastReplyKnowsThoseBefore() {
        MessageHandler first = message("1");
        receipts.begin(first);
        receipts.heard();
        receipts.answer(first, true);
        leave();
        MessageHandler second = message("2");
        receipts.begin(second);
        receipts.answer(second, true);
        leave();

        receipts.heard();

        assertThat(told).containsExactly("1 acknowledged", "2 acknowledged");
    }

    @Test
    void whatIsSaidDuringTheSecondMessageIsAProofForTheFirstOnly() {
        MessageHandler first = message("1");
        receipts.begin(first);
        receipts.answer(first, true);
        leave();
        MessageHandler second = message("2");
        receipts.begin(second);

        receipts.heard();
        receipts.answer(second, true);
        leave();
        receipts.heard();
        receipts.lose();

        assertThat(told).containsExactly("1 acknowledged", "2 lost");
    }

    /** Whatever it was that did not leave: a reply to the message, or one to something later. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aWriteThatFailsProvesNothing(int repliesBefore) {
        MessageHandler message = message("1");
        receipts.begin(message);
        receipts.answer(message, true);
        for (int i = 0; i < repliesBefore; i++) {
            leave();
        }
        ChannelPromise flush = channel.newPromise();
        receipts.leaveWith(flush);
        flush.setFailure(new IOException("Connection reset by peer"));

        receipts.heard();
        receipts.closeNotified();
        receipts.inputEnded();

        assertThat(told).containsExactly("1 lost");
    }

    @Test
    void anEndInTlsIsAProofOfWhatHasLeftAlsoIfThePeerDidNotWait() {
        MessageHandler first = message("1");
        receipts.begin(first);
        receipts.heard();
        receipts.answer(first, true);
        leave();
        MessageHandler second = message("2");
        receipts.begin(second);

        receipts.closeNotified();
        receipts.answer(second, true);
        leave();
        receipts.lose();

        assertThat(told).containsExactly("1 acknowledged", "2 lost");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anEndWithoutTlsIsNoneWheneverItComes(int step) {
        MessageHandler message = message("1");
        List<Runnable> steps = List.of(
                () -> receipts.begin(message), () -> receipts.answer(message, true), this::leave, receipts::lose);
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).run();
            if (i == step) {
                receipts.inputEnded();
            }
        }
        assertThat(told).doesNotContain("1 acknowledged").containsAnyOf("1 lost", "1 ended");
    }

    @Test
    void aRefusalNeedsNoReceipt() {
        MessageHandler message = message("1");
        receipts.begin(message);
        receipts.answer(message, false);
        leave();
        receipts.lose();

        assertThat(receipts.isAwaited()).isFalse();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 100, 1_000})
    void ofAPeerThatNeverWaitsTheLastAreKept(int messages) {
        for (int i = 1; i <= messages; i++) {
            MessageHandler message = message(String.valueOf(i));
            receipts.begin(message);
            receipts.heard();
            receipts.answer(message, true);
            leave();
        }
        receipts.lose();

        assertThat(told).hasSize(messages);
        assertThat(told.stream().filter(one -> one.endsWith("lost"))).hasSize(Math.min(messages, 16));
        assertThat(told.get(messages - 1)).isEqualTo(messages + " lost");
    }

    private void leave() {
        ChannelPromise flush = channel.newPromise();
        receipts.leaveWith(flush);
        flush.setSuccess();
    }

    private MessageHandler message(String name) {
        return new MessageHandler() {
            @Override
            public CompletionStage<List<Reply>> receive(ReceivedMessage message) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void acknowledged() {
                told.add(name + " acknowledged");
            }

            @Override
            public void inputEnded() {
                told.add(name + " ended");
            }

            @Override
            public void lost() {
                told.add(name + " lost");
            }
        };
    }
}
