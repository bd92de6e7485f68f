package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLimitTest {

    @Test
    void oneCommandTooManyEndsTheConnection() {
        new Peer(Security.NO_TLS, TestLimits.maxCommands(2)).plays("""
                C: NOOP
                C: EHLO client.example.org
                C: NOOP
                S: 250 2.0.0 OK
                S: 250-mx.example.org
                S: 250-...
                S: 250 ENHANCEDSTATUSCODES
                S: 421 4.7.0 mx.example.org Too many commands without a message, closing connection
                N: CLOSE TOO_MANY_COMMANDS
                """);
    }

    @Test
    void acceptedRecipientsAndChunksDoNotCountAndAMessageBeginsTheCountAgain() {
        Peer peer = Peer.ready(TestLimits.maxCommands(4));
        for (int i = 0; i < 3; i++) {
            peer.send("MAIL FROM:<a@example.org>\r\n" + "RCPT TO:<b@example.org>\r\n".repeat(20)
                    + "BDAT 1\r\nx".repeat(20));
            peer.send("BDAT 1 LAST\r\nx");
            peer.happens("delivered 250 2.0.0 taken");
        }

        assertThat(peer.log()).endsWith("S: 250 2.0.0 taken").doesNotContain("421");
    }

    @Test
    void refusedRecipientsAndEmptyChunksDoCount() {
        Peer peer = Peer.ready(TestLimits.maxCommands(5));
        peer.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nRCPT TO:<wrong>\r\n");

        assertThat(peer.send("BDAT 0\r\n".repeat(3))).endsWith("N: CLOSE TOO_MANY_COMMANDS");
    }
}
