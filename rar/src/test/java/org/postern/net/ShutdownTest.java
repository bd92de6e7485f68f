package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {
    private static final String FAREWELL = "421 4.3.2 mail.example.org Service not available, closing connection\r\n";

    @TempDir
    private Path spool;

    @Test
    void theIdleAreSent421() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer fresh = server.connect();
                Peer busy = server.greeted();
                Peer writing = server.greeted()) {
            fresh.reply();
            busy.ask("MAIL FROM:<a@example.org>");
            writing.beginData();
            writing.send("x".repeat(3 * TestServer.THRESHOLD));

            server.acceptor().shutDownConnections();

            assertThat(fresh.rest()).isEqualTo(FAREWELL);
            assertThat(busy.rest()).isEqualTo(FAREWELL);
            assertThat(writing.rest()).isEqualTo(FAREWELL);
        }
    }

    @Test
    void aDeliveryUnderWayIsAnsweredBefore421() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            server.receiver.hold();
            peer.beginData();
            peer.send("x\r\n.\r\nNOOP\r\n");
            RecordingReceiver.Held held = server.receiver.nextHeld();

            server.acceptor().shutDownConnections();

            assertThat(server.acceptor().awaitConnections(Duration.ofMillis(200)))
                    .isFalse();
            held.accept();
            assertThat(peer.reply()).startsWith("250 2.0.0 OK, message");
            assertThat(peer.rest()).isEqualTo(FAREWELL);
            peer.hangUp();
            assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5)))
                    .isTrue();
        }
    }

    @Test
    void anUnboundAddressIsFreeWhileItsConnectionsGoOn() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            server.acceptor().unbind();

            try (ServerSocket next = new ServerSocket()) {
                next.setReuseAddress(true);
                next.bind(server.acceptor().settings().listen().socketAddress());
                assertThat(next.getInetAddress()).isEqualTo(Ip.of("127.0.0.1"));
            }
            assertThat(peer.deliver("x\r\n")).startsWith("250");
        }
    }

    /** A bean that is deployed again wants its address at once. */
    @Test
    void anUnboundAddressCanBeBoundAtOnce() throws Exception {
        try (TestServer server = new TestServer(spool).start()) {
            for (int i = 0; i < 300; i++) {
                server.acceptor().unbind();
                server.reopen();
            }
        }
    }

    @Test
    void whoeverReadsNothingIsNotWaitedForLong() throws Exception {
        try (TestServer server = new TestServer(spool).start();
                Peer peer = server.greeted()) {
            server.acceptor().unbind();
            server.acceptor().shutDownConnections();

            assertThat(server.acceptor().awaitConnections(Duration.ofSeconds(5)))
                    .isTrue();
            assertThat(peer.rest()).isEqualTo(FAREWELL);
        }
    }
}
