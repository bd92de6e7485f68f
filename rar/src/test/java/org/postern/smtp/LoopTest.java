package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 5321 section 6.3. */
class LoopTest {

    @Test
    void aMessageThatHasPassedTooManyServersIsRefusedAfterItsEnd() {
        assertThat(outcome(101)).isEqualTo("S: 554 5.4.6 Too many Received fields, this message is in a loop");
    }

    @Test
    void aHundredServersAreNoLoop() {
        assertThat(outcome(100)).isEqualTo("N: DELIVER <a@example.org> -> <b@example.org>");
    }

    @Test
    void aLoopIsSeenInChunksToo() {
        Peer peer = Peer.ready();
        String content = header(101);

        assertThat(peer.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nBDAT " + content.length()
                        + " LAST\r\n" + content))
                .endsWith("S: 554 5.4.6 Too many Received fields, this message is in a loop");
    }

    /** Which fault is found must not depend on how much the network brought at once. */
    @Test
    void whatLiesBehindTheLimitOfSizeIsNoLoop() {
        Peer peer = Peer.ready(TestLimits.roomy().messageBytes(20).hops(1).limits());
        peer.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");

        assertThat(peer.send("Received: a\r\n".repeat(3) + ".\r\n")).startsWith("S: 552 5.3.4");
    }

    private static String outcome(int servers) {
        Peer peer = Peer.ready();
        peer.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
        return peer.send(header(servers) + ".\r\n");
    }

    private static String header(int servers) {
        return "Received: from a by b; today\r\n".repeat(servers) + "\r\nReceived: not this one\r\n";
    }
}
