package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2033. */
class LmtpTest {
    private static final String TOO_LARGE = "BDAT 11\r\nelevenelev.";

    private final Peer peer = new Peer(Security.NO_TLS, TestLimits.ROOMY, Service.LMTP);

    @Test
    void lhloStandsForEhloAndHelo() {
        peer.plays("""
                C: EHLO client.example.org
                C: HELO client.example.org
                C: MAIL FROM:<a@example.org>
                C: LHLO client.example.org
                C: HELP
                S: 500 5.5.1 Command not recognized
                S: 500 5.5.1 Command not recognized
                S: 503 5.5.1 Send LHLO first
                S: 250-mx.example.org
                S: 250-...
                S: 250 ENHANCEDSTATUSCODES
                S: 214-2.0.0 LHLO MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT STARTTLS
                S: 214 2.0.0 See RFC 2033 and RFC 3207
                """);
    }

    @Test
    void thereIsAReplyForEachAcceptedRecipientAfterData() {
        peer.plays("""
                C: LHLO client.example.org
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<wrong>
                C: RCPT TO:<c@example.org>
                C: DATA
                C: x
                C: .
                S: 250-mx.example.org
                S: 250-...
                S: 250 ENHANCEDSTATUSCODES
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 501 5.1.3 Recipient address is not valid
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org> <c@example.org>
                E: delivered 451 4.3.0 not now
                S: 451 4.3.0 not now
                S: 451 4.3.0 not now
                C: NOOP
                S: 250 2.0.0 OK
                """);
    }

    @Test
    void thereIsAReplyForEachRecipientWhenTheContentIsRefusedAndAfterTheLastChunk() {
        peer.plays("""
                C: LHLO client.example.org
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: DATA
                C: x{0A}
                C: .
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: BDAT 1
                c: x
                C: BDAT 0 LAST
                S: 250-mx.example.org
                S: 250-...
                S: 250 ENHANCEDSTATUSCODES
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                S: 550 5.6.0 Message has a CR or LF that is not part of CRLF
                S: 550 5.6.0 Message has a CR or LF that is not part of CRLF
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 250 2.1.5 Recipient OK
                S: 250 2.0.0 1 octets received
                N: DELIVER <a@example.org> -> <b@example.org> <c@example.org>
                E: delivered 250 2.0.0 taken
                S: 250 2.0.0 taken
                S: 250 2.0.0 taken
                """);
    }

    /** RFC 2033 section 4.3; those behind it may be on their way (RFC 3030 section 4.2), and are answered as if they were wanted. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50})
    void aChunkThatIsNotTheLastHasOneReplyAlsoWhenItSpoilsTheMessage(int recipients) {
        Peer small = small();
        for (int behind = 0; behind < 3; behind++) {
            open(small, recipients);

            String replies = small.send(TOO_LARGE + "BDAT 2\r\nbc".repeat(behind) + "BDAT 2 LAST\r\nde");

            assertThat(replies.lines().filter(line -> line.startsWith("S: 552 5.3.4 ")))
                    .hasSize(1);
            assertThat(replies.lines().filter(line -> line.equals("S: 503 5.5.1 Send MAIL first")))
                    .hasSize(behind + recipients);
            assertThat(small.send("BDAT 2 LAST\r\nde").lines())
                    .as("out of the blue")
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP", "RSET", "LHLO again.example.org", "MAIL FROM:<a@example.org>", "DATA"})
    void aChunkBehindAnotherCommandBelongsToNoMessage(String command) {
        Peer small = small();
        open(small, 3);

        small.send(TOO_LARGE);
        small.send(command + "\r\n");

        assertThat(small.send("BDAT 2 LAST\r\nde").lines()).hasSize(1);
    }

    /** Takes messages of 10 octets. */
    private static Peer small() {
        Peer small = new Peer(Security.NO_TLS, TestLimits.maxMessageBytes(10), Service.LMTP);
        small.send("LHLO client.example.org\r\n");
        return small;
    }

    private static void open(Peer small, int recipients) {
        small.send("RSET\r\nMAIL FROM:<a@example.org>\r\n" + "RCPT TO:<b@example.org>\r\n".repeat(recipients));
    }

    @Test
    void dataWithoutAnAcceptedRecipientIs503() {
        peer.plays("""
                C: LHLO client.example.org
                C: MAIL FROM:<a@example.org>
                C: DATA
                S: 250-mx.example.org
                S: 250-...
                S: 250 ENHANCEDSTATUSCODES
                S: 250 2.1.0 Sender OK
                S: 503 5.5.1 No valid recipients
                """);
    }

    /** RFC 3848 and RFC 6531 section 4.3. */
    @Test
    void theProtocolHasNamesOfItsOwn() {
        peer.send("LHLO client.example.org\r\n");
        assertThat(peer.conversation().protocol()).isEqualTo("LMTP");

        peer.send("MAIL FROM:<a@example.org> SMTPUTF8\r\n");
        assertThat(peer.conversation().protocol()).isEqualTo("UTF8LMTP");
    }

    @Test
    void lhloIsUnknownElsewhere() {
        assertThat(Peer.connected().send("LHLO client.example.org\r\n"))
                .isEqualTo("S: 500 5.5.1 Command not recognized");
    }

    @Test
    void lhloMayComeBeforeTlsWhereTlsIsRequired() {
        Peer required = new Peer(Security.TLS_REQUIRED, TestLimits.ROOMY, Service.LMTP);

        assertThat(required.send("LHLO client.example.org\r\n")).contains("STARTTLS");
    }
}
