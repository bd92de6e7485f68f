package org.postern.smtp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Recipients that somebody else knows or does not know. */
class UnknownRecipientsTest {
    private static final Limits LIMITS = TestLimits.maxUnknownRecipients(3);

    private final CompletableFuture<Optional<Reply>> later = new CompletableFuture<>();
    private final Peer peer = Peer.ready(LIMITS, recipient -> switch (recipient.mailbox()) {
        case "no@example.com" -> CompletableFuture.completedFuture(Optional.of(Replies.unknownRecipient()));
        case "away@example.com" -> CompletableFuture.completedFuture(Optional.of(Replies.recipientAway()));
        case "later@example.com" -> later;
        default -> CompletableFuture.completedFuture(Optional.empty());
    });

    @Test
    void whoIsUnknownIsRefusedAndTheOthersAreServed() {
        peer.plays("""
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<no@example.com>
                S: 550 5.1.1 No such mailbox here
                C: DATA
                S: 554 5.5.1 No valid recipients
                C: RCPT TO:<away@example.com>
                S: 450 4.2.1 Mailbox is not available at the moment, try again later
                C: RCPT TO:<b@example.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<no@example.com>
                S: 550 5.1.1 No such mailbox here
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: .
                N: DELIVER <a@example.org> -> <b@example.com>
                """);
    }

    @Test
    void whoTriesNamesIsTurnedAwayWhateverElseSucceeds() {
        peer.plays("""
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<no@example.com>
                S: 550 5.1.1 No such mailbox here
                C: RCPT TO:<b@example.com>
                S: 250 2.1.5 Recipient OK
                C: RSET
                S: 250 2.0.0 OK
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<no@example.com>
                S: 550 5.1.1 No such mailbox here
                C: RCPT TO:<no@example.com>
                S: 421 4.7.0 mx.example.org Too many recipients that do not exist, closing connection
                N: CLOSE TOO_MANY_UNKNOWN_RECIPIENTS
                """);
    }

    @Test
    void nothingIsReadBeforeTheDecision() {
        peer.plays("""
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<later@example.com>
                N: AWAIT_DECISION
                C: RCPT TO:<b@example.com>
                """);
        later.complete(Optional.of(Replies.unknownRecipient()));
        peer.plays("""
                E: decided
                S: 550 5.1.1 No such mailbox here
                S: 250 2.1.5 Recipient OK
                """);
    }

    @Test
    void whoFailsToDecideHasNotRefusedForGood() {
        later.completeExceptionally(new IllegalStateException("secret"));
        peer.plays("""
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<later@example.com>
                S: 451 4.3.0 Cannot decide about this now, try again later
                C: RCPT TO:<b@example.com>
                S: 250 2.1.5 Recipient OK
                """);
    }
}
