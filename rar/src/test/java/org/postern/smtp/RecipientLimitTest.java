package org.postern.smtp;

import org.junit.jupiter.api.Test;

class RecipientLimitTest {

    @Test
    void answersOneTooManyWith452AndDeliversToTheOthers() {
        Peer.ready(TestLimits.maxRecipients(2)).plays("""
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: RCPT TO:<d@example.org>
                C: RCPT TO:<e@example.org>
                C: DATA
                C: .
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 250 2.1.5 Recipient OK
                S: 452 4.5.3 Too many recipients, send the rest separately
                S: 452 4.5.3 Too many recipients, send the rest separately
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org> <c@example.org>
                E: delivered 250 2.0.0 taken
                S: 250 2.0.0 taken
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<d@example.org>
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                """);
    }

    @Test
    void doesNotTakeTooManyRecipientsForErrors() {
        Peer.ready(TestLimits.roomy().recipients(1).errors(1).limits()).plays("""
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: NOOP
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 452 4.5.3 Too many recipients, send the rest separately
                S: 250 2.0.0 OK
                """);
    }

    @Test
    void keepsEachMentionOfARecipient() {
        Peer.ready().plays("""
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                C: .
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org> <b@example.org>
                """);
    }
}
