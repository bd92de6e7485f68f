package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.FreePort;
import org.postern.net.Ip;
import org.postern.net.Peer;
import org.postern.ra.config.Property;

/** Whoever connects while a property is changed waits for a moment, and is not refused. */
@Timeout(120)
class OpenPortsTest {
    private static final int RESTARTS = 20;

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final int otherPort = FreePort.on("127.0.0.1");
    private FakePayara payara;

    @TempDir
    private Path directory;

    @BeforeEach
    void deploy() throws Exception {
        payara = new FakePayara(server);
    }

    @AfterEach
    void stop() {
        payara.close();
        server.close();
        log.close();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "5, false", "1, true", "3, true"})
    void nobodyIsRefusedHoweverOftenThatIs(int beans, boolean remembering) throws Exception {
        if (remembering) {
            payara = payara.remembering();
        }
        Path socket = directory.resolve("lmtp.sock");
        payara.set(Property.LISTEN, server.listen() + " smtp://0.0.0.0:" + otherPort + " lmtp://" + socket);
        for (int i = 0; i < beans; i++) {
            payara.deploy(server.bean("bean" + i), recipients("*@bean" + i + ".example"));
        }
        List<Knocking> knocking = new ArrayList<>();
        try {
            for (SocketAddress address :
                    List.of(local(server.port), local(otherPort), UnixDomainSocketAddress.of(socket))) {
                knocking.add(new Knocking(address));
            }
            for (int i = 1; i <= RESTARTS; i++) {
                payara.set(Property.MAX_ERRORS, "" + i);
                awaitGreetings(knocking);
            }
        } finally {
            knocking.forEach(Knocking::close);
        }
        assertThat(knocking).allSatisfy(one -> assertThat(one.failures()).isEmpty());
        assertThat(log.lines("POSTERN-1014")).isEmpty();
        assertThat(log.lines("POSTERN-1013")).isEmpty();
        assertThat(log.lines("POSTERN-9")).isEmpty();
    }

    /** The first time the beans are ended one by one before, later they are not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whoConnectsBetweenStopAndStartIsServed(int times) throws Exception {
        FakeBean bean = server.bean("orders");
        payara.deploy(bean);
        for (int i = 1; i <= times; i++) {
            List<Peer> waiting = new ArrayList<>();
            payara.whileStopped(() -> waiting.add(Peer.connect("127.0.0.1", server.port)));

            payara.set(Property.MAX_ERRORS, "" + i);

            try (Peer peer = waiting.get(0)) {
                assertThat(peer.reply()).startsWith("220 ");
                peer.ask("EHLO client.example.org");
                assertThat(peer.deliver("x\r\n")).startsWith("250");
                peer.ask("QUIT");
            }
            assertThat(bean.received()).hasSize(i);
        }
        assertThat(log.lines("POSTERN-1011"))
                .filteredOn(line -> line.contains("never closed"))
                .hasSize(times);
    }

    /** Payara would not stop the adapter before all is drained, which may take long. */
    @Test
    void whoConnectsWhileADeliveryIsUnderWayWaitsToo() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        payara.deploy(server.bean("orders").doing(mail -> {
            delivering.countDown();
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
        }));
        try (Peer slow = Peer.greeted("127.0.0.1", server.port)) {
            slow.beginData();
            slow.send("x\r\n.\r\n");
            assertThat(delivering.await(10, TimeUnit.SECONDS)).isTrue();
            Thread change = new Thread(() -> {
                try {
                    payara.set(Property.MAX_ERRORS, "7");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            change.start();
            await().until(() -> change.getState() == Thread.State.TIMED_WAITING);

            try (Peer waiting = Peer.connect("127.0.0.1", server.port)) {
                goOn.countDown();
                assertThat(slow.reply()).startsWith("250");
                assertThat(slow.rest()).startsWith("421 ");
                assertThat(waiting.reply()).startsWith("220 ");
            }
            change.join();
        }
    }

    @Test
    void anAddressThatIsTakenAwayIsFreedAndANewOneIsOpened() throws Exception {
        payara.deploy(server.bean("orders"));

        payara.set(Property.LISTEN, "smtp://127.0.0.1:" + otherPort);

        assertThat(RunningServer.isFree(server.port)).isTrue();
        assertThat(RunningServer.isFree(otherPort)).isFalse();
        payara.set(Property.LISTEN, server.listen());
        assertThat(RunningServer.isFree(otherPort)).isTrue();
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(log.lines("POSTERN-1013")).hasSize(2);
    }

    /** Each is in the way of the next one, and not opened at the second attempt only. */
    @Test
    void anAddressThatChangesOnItsPortIsOpenedAtOnce() throws Exception {
        payara.deploy(server.bean("orders"));
        for (String listen : List.of(
                "smtp://0.0.0.0:" + server.port,
                "submission://0.0.0.0:" + server.port,
                "smtp://127.0.0.1:" + server.port + "?backlog=7",
                "smtp://127.0.0.1:" + server.port + "?backlog=8",
                "smtp://[::]:" + server.port,
                "smtp://127.0.0.1:" + server.port + " smtp://127.0.0.2:" + server.port,
                "smtp://0.0.0.0:" + server.port)) {
            payara.set(Property.LISTEN, listen);

            try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
                assertThat(peer.reply()).startsWith("220 ");
            }
        }
        assertThat(log.lines("POSTERN-1014")).isEmpty();
    }

    /** Nobody serves its address as long as that lasts: senders had better look for another server than wait. */
    @Test
    void theAddressOfABeanThatCannotGoOnIsFreed() throws Exception {
        payara.set(Property.OVERLAP, "copy");
        payara.deploy(server.bean("orders"));
        payara.deploy(server.bean("bounces"), listeningOn(server.listen() + " smtp://127.0.0.1:" + otherPort));

        payara.set(Property.OVERLAP, "refuse");

        assertThat(log.lines("POSTERN-1006")).singleElement().asString().contains("(bounces)");
        assertThat(RunningServer.isFree(otherPort)).isTrue();
        payara.set(Property.OVERLAP, "copy");
        assertThat(RunningServer.isFree(otherPort)).isFalse();
    }

    @Test
    void anAddressThatIsClosedBecauseItIsPausedIsOpenedByTheRestart() throws Exception {
        payara.set(Property.WHEN_PAUSED, "closed");
        payara.deploy(server.bean("orders"));
        ManagedBean.acceptor(server.port).pause();
        assertThat(RunningServer.isFree(server.port)).isTrue();

        payara.set(Property.MAX_ERRORS, "7");

        assertThat(server.send("x\r\n")).startsWith("250");
    }

    @Test
    void theFileOfASocketStaysUntilNobodyComes() throws Exception {
        Path socket = directory.resolve("lmtp.sock");
        payara.set(Property.LISTEN, "lmtp://" + socket);
        payara.deploy(server.bean("orders"));
        Object file = Files.getAttribute(socket, "unix:ino");

        payara.set(Property.MAX_ERRORS, "7");

        assertThat(Files.getAttribute(socket, "unix:ino")).isEqualTo(file);
        payara.undeploy();
        assertThat(socket).exists();
        RunningServer.forgetWhatIsLeft();
        assertThat(socket).doesNotExist();
    }

    @Test
    void anAdapterThatCannotStartLeavesNothingBound() throws Exception {
        payara.deploy(server.bean("orders"));
        Path state = Files.createDirectory(directory.resolve("state"));
        payara.set(Property.STATE_DIRECTORY, state.toString());
        payara.whileStopped(() -> {
            assertThat(RunningServer.isFree(server.port)).isFalse();
            delete(state);
        });

        payara.set(Property.MAX_ERRORS, "many");

        assertThat(payara.hasAdapter()).isFalse();
        assertThat(RunningServer.isFree(server.port)).isTrue();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void awaitGreetings(List<Knocking> knocking) {
        for (Knocking one : knocking) {
            int before = one.answered("220");
            await().until(() -> one.answered("220") > before);
        }
    }

    private static SocketAddress local(int port) {
        return new InetSocketAddress(Ip.of("127.0.0.1"), port);
    }

    private static SmtpActivationSpec listeningOn(String listen) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(listen);
        return spec;
    }

    private static SmtpActivationSpec recipients(String patterns) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(patterns);
        return spec;
    }
}
