package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndOfConversationTest {
    private static final String[] STATES = {
        "",
        "MAIL FROM:<a@example.org>\r\n",
        "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n",
        "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nhalf a mess"
    };

    @Test
    void says421BeforeItClosesForATimeout() {
        for (String state : STATES) {
            Peer peer = Peer.ready();
            peer.send(state);
            peer.plays("""
                    E: timed out
                    S: 421 4.4.2 mx.example.org Timeout, closing connection
                    N: CLOSE TIMEOUT
                    C: NOOP
                    """);
        }
    }

    @Test
    void says421BeforeItClosesForAShutdown() {
        for (String state : STATES) {
            Peer peer = Peer.ready();
            peer.send(state);
            peer.plays("""
                    E: shut down
                    S: 421 4.3.2 mx.example.org Service not available, closing connection
                    N: CLOSE SHUTDOWN
                    C: NOOP
                    """);
        }
    }

    @Test
    void deliversNothingOfAMessageThatDidNotEnd() {
        Peer peer = Peer.ready();
        peer.send(STATES[3]);
        peer.happens("timed out");

        assertThat(peer.send("age\r\n.\r\n")).isEmpty();
        assertThat(peer.log()).doesNotContain("N: DELIVER");
    }

    @Test
    void endsOnlyOnceAndNotWhileSomebodyElseHasTheWord() {
        Peer closed = Peer.ready();
        closed.send("QUIT\r\n");
        Peer delivering = Peer.ready();
        delivering.send(STATES[3] + "\r\n.\r\n");
        Peer startingTls = new Peer(Security.TLS_OFFERED, TestLimits.ROOMY);
        startingTls.send("STARTTLS\r\n");

        for (Peer peer : List.of(closed, delivering, startingTls)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> peer.conversation().timedOut());
        }
        for (Peer peer : List.of(closed, delivering)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> peer.conversation().shutDown());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIT\r\n", "\026\003\001"})
    void leavesWhatComesAfterTheEndUnread(String end) {
        Peer peer = Peer.ready();
        assertThat(peer.send(end + "NOOP\r\nNOOP\r\n")).contains("N: CLOSE");
        assertThat(peer.send("NOOP\r\n")).isEmpty();
    }
}
