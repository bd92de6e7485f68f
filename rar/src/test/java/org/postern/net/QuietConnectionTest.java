package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Balancers and monitors look whether a port is open, every few seconds, for years: nobody wants to read of it. */
class QuietConnectionTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path directory;

    /** What is on the other side of the port. */
    private enum Port {
        PLAIN,
        WITH_STARTTLS,
        IMPLICIT_TLS,
        IMPLICIT_TLS_OF_SEVERAL_CERTIFICATES,
        DELAYED,
        BEHIND_PROXY,
        GOING_AWAY
    }

    /** How one looks whether it is open. */
    private enum Check {
        CLOSES_AT_ONCE,
        RESETS_AT_ONCE,
        ENDS_ITS_OUTPUT,
        READS_AND_CLOSES,
        READS_AND_RESETS,
        STAYS_UNTIL_THE_TIMEOUT
    }

    static Stream<List<Object>> checks() {
        List<List<Object>> all = new ArrayList<>();
        for (Port port : Port.values()) {
            for (Check check : Check.values()) {
                all.add(List.of(port, check));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void whoSaysNothingIsNotReported(List<Object> both) throws Exception {
        Port port = (Port) both.get(0);
        Check check = (Check) both.get(1);
        RecordingEvents events;
        try (TestServer server = serverOn(port).start()) {
            events = server.events;
            if (port == Port.GOING_AWAY) {
                server.acceptor().shutDownConnections();
            }
            try (Peer peer = server.connect()) {
                if (port == Port.BEHIND_PROXY) {
                    peer.send("PROXY UNKNOWN\r\n");
                }
                look(peer, check, port);
                await().until(() -> server.acceptor().connections() == 0);
            }
        }
        // The event loops have nothing more to tell. What comes from a timeout is marked, so that it can be left out.
        assertThat(events.all())
                .isEqualTo(endsByTimeout(port, check) ? List.of("closed TIMEOUT in silence") : List.of());
    }

    @ParameterizedTest
    @EnumSource(
            value = Port.class,
            names = {"PLAIN", "WITH_STARTTLS", "BEHIND_PROXY"})
    void norWhoTakesItsLeave(Port port) throws Exception {
        for (String said : List.of("QUIT\r\n", "EHLO check\r\nQUIT\r\n", "HELO check\r\nNOOP\r\nQUIT\r\n")) {
            try (TestServer server = serverOn(port).start();
                    Peer peer = server.connect()) {
                if (port == Port.BEHIND_PROXY) {
                    peer.send("PROXY UNKNOWN\r\n");
                }
                peer.send(said);
                assertThat(peer.rest()).contains("221 2.0.0");
                assertThat(server.events.all()).isEmpty();
            }
        }
    }

    @Test
    void whoHasSaidSomethingIsReportedWhenItTakesTooLong() throws Exception {
        try (TestServer server = new TestServer(directory).commandTimeout(SHORT).start();
                Peer peer = server.connect()) {
            peer.send("N");
            assertThat(peer.rest()).contains("421 4.4.2");
            assertThat(server.events.all()).containsExactly("closed TIMEOUT");
        }
    }

    @Test
    void whoSaysNothingWhenTheAddressGoesAwayIsMarkedAsSuch() throws Exception {
        try (TestServer server = new TestServer(directory).start();
                Peer silent = server.connect();
                Peer spoken = server.greeted()) {
            silent.reply();
            server.acceptor().shutDownConnections();
            assertThat(silent.rest()).startsWith("421 4.3.2");
            assertThat(spoken.rest()).startsWith("421 4.3.2");
            assertThat(server.events.all()).containsExactlyInAnyOrder("closed SHUTDOWN in silence", "closed SHUTDOWN");
        }
    }

    private TestServer serverOn(Port port) {
        TestServer server = new TestServer(directory).commandTimeout(SHORT).handshakeTimeout(SHORT);
        return switch (port) {
            case PLAIN, GOING_AWAY -> server;
            case WITH_STARTTLS -> server.offering(TestOffers.bound("*=mx", directory));
            case IMPLICIT_TLS -> server.implicitTls().offering(TestOffers.bound("*=mx", directory));
            case IMPLICIT_TLS_OF_SEVERAL_CERTIFICATES ->
                server.implicitTls().offering(TestOffers.bound("*=mx|rsa", directory));
            case DELAYED -> new TestServer(directory).greetingDelay(SHORT);
            case BEHIND_PROXY -> server.proxies("127.0.0.1");
        };
    }

    /** Whoever waited for a delayed greeting has heard it and hangs up; where nobody is served any more nobody waits. */
    private static boolean endsByTimeout(Port port, Check check) {
        return check == Check.STAYS_UNTIL_THE_TIMEOUT && port != Port.DELAYED && port != Port.GOING_AWAY;
    }

    private static void look(Peer peer, Check check, Port port) throws IOException {
        boolean greets = port != Port.IMPLICIT_TLS && port != Port.IMPLICIT_TLS_OF_SEVERAL_CERTIFICATES;
        switch (check) {
            case CLOSES_AT_ONCE -> peer.hangUp();
            case RESETS_AT_ONCE -> peer.reset();
            case ENDS_ITS_OUTPUT -> {
                peer.endOutput();
                peer.rest();
            }
            case READS_AND_CLOSES, READS_AND_RESETS -> {
                if (greets) {
                    peer.reply();
                }
                if (check == Check.READS_AND_CLOSES) {
                    peer.hangUp();
                } else {
                    peer.reset();
                }
            }
            case STAYS_UNTIL_THE_TIMEOUT -> {
                if (port == Port.DELAYED) {
                    peer.reply();
                    peer.hangUp();
                } else {
                    peer.rest();
                }
            }
        }
    }
}
