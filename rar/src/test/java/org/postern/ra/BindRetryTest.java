package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.FreePort;
import org.postern.net.Ip;

/** Addresses that cannot be had at once. */
@Timeout(30)
class BindRetryTest {
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
    void aPortInUseIsToldWithWhatToDoAndTakenWhenItIsFree() throws Exception {
        try (ServerSocket inUse = new ServerSocket(server.port, 1, Ip.of("127.0.0.1"))) {
            assertThat(inUse.isBound()).isTrue();
            server.activate(bean);

            assertThat(log.lines("POSTERN-1014"))
                    .singleElement()
                    .asString()
                    .startsWith("POSTERN-1014 " + server.listen() + " cannot be opened for ")
                    .contains("(orders): ", "in use", "choose another address or port in listen");
            assertThat(log.lines("POSTERN-1011")).isEmpty();
        }

        await().until(() -> !log.lines("POSTERN-1015").isEmpty());
        assertThat(log.lines("POSTERN-1015"))
                .singleElement()
                .asString()
                .contains(server.listen() + " opened at last, for ", "(orders)");
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(log.lines("POSTERN-1014")).hasSize(1);
    }

    @Test
    void thePortOfAnOldDeploymentIsTakenOverWhenThatIsUndeployed() throws Exception {
        FakeBean old = server.bean("old");
        SmtpActivationSpec oldSpec = server.activate(old);
        try (RunningServer next = new RunningServer()) {
            next.adapter.setListen(server.listen());
            next.start();
            next.activate(next.bean("new"));
            assertThat(server.send("x\r\n")).startsWith("250");
            assertThat(old.received()).hasSize(1);

            server.adapter.endpointDeactivation(old, oldSpec);

            await().until(() -> !log.lines("POSTERN-1015").isEmpty());
            assertThat(server.send("x\r\n")).startsWith("250");
            assertThat(old.received()).hasSize(1);
        }
    }

    /** A message for a bean must not hang on an address that somebody else has. */
    @Test
    void theOtherAddressesOfAnActivationAreOpenMeanwhile() throws Exception {
        int taken = FreePort.on("127.0.0.1");
        SmtpActivationSpec spec = listeningOn("smtp://127.0.0.1:" + taken + ", " + server.listen());
        try (ServerSocket inUse = new ServerSocket(taken, 1, Ip.of("127.0.0.1"))) {
            assertThat(inUse.isBound()).isTrue();
            server.activate(bean, spec);

            assertThat(server.send("x\r\n")).startsWith("250");
        }
        await().until(() -> !RunningServer.isFree(taken));
    }

    @Test
    void whatIsUndeployedWhileItWaitsWantsThePortNoMore() throws Exception {
        try (ServerSocket inUse = new ServerSocket(server.port, 1, Ip.of("127.0.0.1"))) {
            assertThat(inUse.isBound()).isTrue();
            SmtpActivationSpec spec = server.activate(bean);

            server.adapter.endpointDeactivation(bean, spec);
        }

        FakeBean other = server.bean("other");
        server.activate(other);
        assertThat(log.lines("POSTERN-1011")).singleElement().asString().contains("(other)");
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(log.lines("POSTERN-1015")).isEmpty();
        assertThat(other.received()).hasSize(1);
    }

    @Test
    void anAdapterThatStopsWhileAnAddressWaitsGivesItsThreadsBack() throws Exception {
        try (ServerSocket inUse = new ServerSocket(server.port, 1, Ip.of("127.0.0.1"))) {
            assertThat(inUse.isBound()).isTrue();
            server.activate(bean);

            server.adapter.stop();

            await().until(() -> server.workManager.liveThreads() == 0);
        }
        assertThat(log.lines("POSTERN-1003")).isEmpty();
        assertThat(RunningServer.isFree(server.port)).isTrue();
    }

    @Test
    void aSocketWhoseDirectoryComesLaterIsOpenedThen() throws Exception {
        Path socket = directory.resolve("run").resolve("lmtp.sock");
        server.activate(bean, listeningOn("lmtp://" + socket));
        assertThat(log.lines("POSTERN-1014")).singleElement().asString().contains("lmtp://" + socket);

        Files.createDirectory(socket.getParent());

        await().until(() -> Files.exists(socket) && !log.lines("POSTERN-1015").isEmpty());
        try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            assertThat(peer.isConnected()).isTrue();
        }
    }

    @Test
    void anotherReasonIsToldAgain() throws Exception {
        Path socket = directory.resolve("run").resolve("lmtp.sock");
        server.activate(bean, listeningOn("lmtp://" + socket));

        Files.createDirectory(socket.getParent());
        Files.writeString(socket, "in the way");

        await().until(() -> log.lines("POSTERN-1014").size() == 2);
        assertThat(log.lines("POSTERN-1014")).last().asString().contains("in use");
    }

    private static SmtpActivationSpec listeningOn(String listen) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(listen);
        return spec;
    }
}
