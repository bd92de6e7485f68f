package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryOutcomeTest {
    private final Peer peer = Peer.ready();

    @ParameterizedTest
    @ValueSource(strings = {"250 2.0.0 taken", "451 4.3.0 later", "550 5.7.1 never", "552 5.2.2 full"})
    void repliesTheOutcomeAndBeginsTheNextMessageClean(String outcome) {
        peer.plays("""
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: DATA
                C: first
                C: .
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org> <c@example.org>
                E: delivered OUTCOME
                S: OUTCOME
                C: RCPT TO:<d@example.org>
                S: 503 5.5.1 Send MAIL first
                C: DATA
                S: 503 5.5.1 Send MAIL first
                C: MAIL FROM:<>
                C: RCPT TO:<d@example.org>
                C: DATA
                C: second
                C: .
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <> -> <d@example.org>
                E: delivered 250 2.0.0 taken
                S: 250 2.0.0 taken
                """.replace("OUTCOME", outcome));

        assertThat(peer.bodies()).extracting(RecordingSink::content).containsExactly("first\r\n", "second\r\n");
    }

    /** In SMTP one reply stands for all: the client would not send again to those for whom the message was not taken. */
    @ParameterizedTest
    @CsvSource({
        "250 451, 451",
        "451 250, 451",
        "250 550, 550",
        "550 451, 550",
        "451 550, 550",
        "250 250, 250",
        "250 250 451, 451"
    })
    void ofSeveralOutcomesTheWorstIsTold(String outcomes, String told) {
        peer.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nRCPT TO:<c@example.org>\r\nDATA\r\n.\r\n");

        List<Reply> each = Stream.of(outcomes.split(" "))
                .map(code -> Reply.withForeignText(Integer.parseInt(code), code.charAt(0) + ".0.0", "each"))
                .toList();

        assertThat(peer.conversation().delivered(each).replies())
                .extracting(Reply::code)
                .containsExactly(Integer.parseInt(told));
    }

    @Test
    void readsNothingWhileTheOutcomeIsUnknown() {
        peer.plays("""
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                C: .
                C: NOOP
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org>
                C: QUIT
                E: delivered 451 4.3.0 later
                S: 451 4.3.0 later
                S: 250 2.0.0 OK
                S: 221 2.0.0 mx.example.org closing connection
                N: CLOSE QUIT
                """);
    }

    @Test
    void givesTheParametersOfMailWithTheEnvelope() {
        Conversation conversation = new Conversation(
                new ConversationSettings(
                        Peer.HOST, TestLimits.ROOMY, Service.SMTP, Peer.policyOf(Service.SMTP), EnvelopeSyntax.LENIENT),
                Security.NO_TLS,
                RecordingSink::new,
                Authenticator.none());
        conversation.greet();
        ByteBuffer in = ByteBuffer.wrap("""
                EHLO a
                MAIL FROM:<a@b> size=7 Body=8BitMime
                RCPT TO:<b@c>
                DATA
                .
                """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        Step step = conversation.receive(in);
        while (step.next() == Step.Next.CONTINUE) {
            step = conversation.receive(in);
        }

        assertThat(step.next()).isEqualTo(Step.Next.DELIVER);
        assertThat(step.replies()).isEmpty();
        assertThat(step.envelope().orElseThrow().parameters().toString()).isEqualTo("{SIZE=7, BODY=8BitMime}");
    }

    @Test
    void repliesAfterTheEndWhenTheContentCouldNotBeKept() {
        peer.plays("""
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                C: kept
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                E: body failed
                C: dropped
                E: body failed
                C: QUIT
                C: .
                S: 452 4.3.1 Message could not be stored, try again later
                C: RCPT TO:<b@example.org>
                S: 503 5.5.1 Send MAIL first
                """);

        assertThat(peer.lastBody().isAbandoned()).isTrue();
        assertThat(peer.lastBody().content()).isEqualTo("kept\r\n");
    }

    @Test
    void toleratesThatTheContentFailsWhenThereIsNone() {
        peer.plays("""
                E: body failed
                C: NOOP
                S: 250 2.0.0 OK
                """);
    }

    @Test
    void wantsAnOutcomeOnlyForWhatItGaveToDeliver() {
        assertThatIllegalStateException()
                .isThrownBy(() -> peer.conversation().delivered(List.of(Replies.OK)))
                .withMessage("No DELIVERED in state READY");
    }
}
