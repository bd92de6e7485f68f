package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.InternalThreadLocalMap;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.Ip;
import org.postern.net.Peer;

/** An administrator pauses an address to listen on. */
@Timeout(30)
class PausedAddressTest {
    private static final String AWAY = "421 4.3.2 mail.example.org Service not available, closing connection\r\n";

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final FakeBean bean = server.bean("orders");

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @Test
    void whoeverIsConnectedOrConnectsHears421UntilItIsResumed() throws Exception {
        server.activate(bean);
        ManagedBean acceptor = ManagedBean.acceptor(server.port);
        assertThat(acceptor.text("State")).isEqualTo("OPEN");
        assertThat(acceptor.text("Reason")).isEmpty();
        try (Peer idle = Peer.greeted("127.0.0.1", server.port)) {
            assertThat(acceptor.get("Connections")).isEqualTo(1);

            acceptor.pause();

            assertThat(idle.rest()).isEqualTo(AWAY);
        }
        assertThat(whatIsHeard()).isEqualTo(AWAY);
        assertThat(acceptor.text("State")).isEqualTo("PAUSED");
        assertThat(acceptor.text("Reason")).isEqualTo("an administrator or the application has paused it");

        acceptor.resume();

        assertThat(acceptor.text("State")).isEqualTo("OPEN");
        assertThat(server.send("x\r\n")).startsWith("250");
    }

    @Test
    void whenPausedClosedNobodyCanConnectUntilItIsResumed() throws Exception {
        server.activate(bean, closedWhenPaused());
        ManagedBean acceptor = ManagedBean.acceptor(server.port);
        try (Peer idle = Peer.greeted("127.0.0.1", server.port)) {
            acceptor.pause();

            assertThat(idle.rest()).isEqualTo(AWAY);
        }
        assertThat(RunningServer.isFree(server.port)).isTrue();
        assertThat(acceptor.text("State")).isEqualTo("PAUSED");

        acceptor.resume();

        assertThat(server.send("x\r\n")).startsWith("250");
    }

    @Test
    void whatAnotherHasTakenMeanwhileIsWaitedFor() throws Exception {
        server.activate(bean, closedWhenPaused());
        ManagedBean acceptor = ManagedBean.acceptor(server.port);
        acceptor.pause();
        try (ServerSocket other = new ServerSocket(server.port, 1, Ip.of("127.0.0.1"))) {
            assertThat(other.isBound()).isTrue();

            acceptor.resume();

            assertThat(acceptor.text("State")).isEqualTo("WAITING");
            assertThat(acceptor.text("Reason"))
                    .startsWith("it cannot be opened: ")
                    .contains("in use");
            assertThat((int) acceptor.get("BindFailures")).isPositive();
            assertThat(acceptor.text("NextTry")).matches("\\d{4}-.*Z");
            acceptor.pause();
            assertThat(acceptor.text("State")).isEqualTo("PAUSED");
            assertThat(acceptor.text("NextTry")).isEmpty();
            acceptor.resume();
        }
        await().until(() -> acceptor.text("State").equals("OPEN"));
        assertThat(acceptor.get("BindFailures")).isEqualTo(0);
        assertThat(acceptor.text("NextTry")).isEmpty();
    }

    @Test
    void aDeliveryUnderWayIsAnsweredAsItEnds() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        bean.doing(mail -> {
            delivering.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        });
        server.activate(bean);
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.beginData();
            peer.send("x\r\n.\r\n");
            assertThat(delivering.await(10, TimeUnit.SECONDS)).isTrue();

            ManagedBean.acceptor(server.port).pause();
            goOn.countDown();

            assertThat(peer.reply()).startsWith("250");
            assertThat(peer.rest()).isEqualTo(AWAY);
        }
    }

    /** Before the handshake nobody could read a reply. */
    @Test
    void whereTlsBeginsAtOnceConnectionsAreClosedWithoutAWord() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen("smtps://127.0.0.1:" + server.port);
        server.activate(bean, spec);
        ManagedBean.acceptor(server.port).pause();

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        // Not for lack of a certificate, which is what would have closed it otherwise.
        assertThat(log.lines("POSTERN-3002")).isEmpty();
    }

    @Test
    void aUnixDomainSocketCanBePausedToo() throws Exception {
        Path socket = directory.resolve("lmtp.sock");
        SmtpActivationSpec spec = closedWhenPaused();
        spec.setListen("lmtp://" + socket);
        server.activate(bean, spec);
        ManagedBean acceptor = ManagedBean.only("Acceptor", "scheme=lmtp,port=0");
        assertThat(acceptor.text("Address")).isEqualTo(socket.toString());
        assertThat(socket).exists();

        acceptor.pause();
        assertThat(Files.exists(socket)).isFalse();
        acceptor.resume();
        assertThat(socket).exists();
    }

    @Test
    void whoPausedIsLoggedOnceHoweverOftenItIsSaid() throws Exception {
        server.activate(bean);
        ManagedBean acceptor = ManagedBean.acceptor(server.port);

        acceptor.pause();
        acceptor.pause();
        acceptor.resume();
        acceptor.resume();

        assertThat(log.lines("POSTERN-1016"))
                .containsExactly("POSTERN-1016 " + server.listen() + " is paused, because an administrator or the"
                        + " application has paused it. Clients that connect hear 421");
        assertThat(log.lines("POSTERN-1017")).hasSize(1);
    }

    @Test
    void theVerdictOnTlsIsStillShown() throws Exception {
        server.activate(bean, closedWhenPaused());
        ManagedBean.acceptor(server.port).pause();

        assertThat(ManagedBean.only("LocalAddress", "port=" + server.port).text("Verdict"))
                .isEqualTo("NO_BINDING");
    }

    @Test
    void manyAdministratorsAtOnceLeaveItAsTheLastOneWants() throws Exception {
        server.activate(bean, closedWhenPaused());
        ManagedBean acceptor = ManagedBean.acceptor(server.port);
        ExecutorService administrators = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 20; i++) {
            administrators.execute(acceptor::pause);
            administrators.execute(acceptor::resume);
        }
        administrators.shutdown();
        assertThat(administrators.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        acceptor.resume();

        assertThat(acceptor.text("State")).isEqualTo("OPEN");
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(log.lines("POSTERN-1014")).isEmpty();
    }

    /** Threads of consoles outlive the adapter. */
    @Test
    void nothingStaysInTheThreadThatPaused() throws Exception {
        server.activate(bean, closedWhenPaused());
        ManagedBean acceptor = ManagedBean.acceptor(server.port);

        acceptor.pause();
        assertThat(InternalThreadLocalMap.getIfSet()).isNull();
        acceptor.resume();
        assertThat(InternalThreadLocalMap.getIfSet()).isNull();
    }

    @Test
    void whatIsUndeployedWhilePausedLeavesNothing() throws Exception {
        SmtpActivationSpec spec = server.activate(bean);
        ManagedBean.acceptor(server.port).pause();

        server.adapter.endpointDeactivation(bean, spec);

        assertThat(RunningServer.isFree(server.port)).isTrue();
        assertThat(ManagedBean.all("Acceptor", "port=" + server.port)).isEmpty();
        server.activate(server.bean("other"));
        assertThat(server.send("x\r\n")).startsWith("250");
    }

    private static SmtpActivationSpec closedWhenPaused() {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setWhenPaused("closed");
        return spec;
    }

    private String whatIsHeard() throws Exception {
        try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
            return peer.rest();
        }
    }
}
