package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 6409. */
class SubmissionTest {

    @Test
    void mailNeedsAuthenticationAndTheOrderOfCommandsComesFirst() {
        new Peer(Security.TLS_ACTIVE, TestLimits.ROOMY, Service.SUBMISSION).plays("""
                C: MAIL FROM:<a@example.org>
                C: EHLO client.example.org
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                C: NOOP
                C: QUIT
                S: 503 5.5.1 Send EHLO or HELO first
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250 REQUIRETLS
                S: 530 5.7.0 Authentication required, but not possible here at the moment
                S: 503 5.5.1 Send MAIL first
                S: 503 5.5.1 Send MAIL first
                S: 250 2.0.0 OK
                S: 221 2.0.0 mx.example.org closing connection
                N: CLOSE QUIT
                """);
    }

    @Test
    void fieldsAreAddedNowhereElse() {
        Peer server = Peer.ready();
        server.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n.\r\n");

        assertThat(server.isDelivering()).isTrue();
        assertThat(server.conversation().fieldsToAdd()).isEmpty();
    }
}
