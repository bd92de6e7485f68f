package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.FreePort;
import org.postern.net.Peer;

/** Several beans end together: the container waits only so long for all of them. */
@Timeout(60)
class StopTest {
    private static final int BEANS = 4;
    private static final Duration DRAIN = Duration.ofSeconds(2);

    /** A stop waits only so long for an end that hangs: for replies to leave and for management beans. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final Set<Thread.State> WAITING =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer(
            FakeSecurity.none(), new SmtpResourceAdapter(Surroundings.real(), RunningServer.placeOfSeveral()));
    private final CountDownLatch leave = new CountDownLatch(1);
    private final List<FakeBean> beans = new ArrayList<>();
    private final List<SmtpActivationSpec> specs = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        leave.countDown();
        server.close();
        log.close();
        for (Peer peer : peers) {
            peer.close();
        }
    }

    /**
     * Some beans have a message that does not end in time.
     *
     * @param deactivated so many are ended by the container, one after the other, before it stops the adapter
     */
    @ParameterizedTest
    @CsvSource({"4,4,0", "4,4,1", "4,4,4", "1,1,0", "1,1,1", "9,9,0", "9,9,9", "9,1,0", "9,1,9", "5,3,2"})
    void allBeansAreWaitedForInOneTime(int count, int hanging, int deactivated) throws Exception {
        start(count, hanging);
        long begin = System.nanoTime();

        for (int i = 0; i < deactivated; i++) {
            server.adapter.endpointDeactivation(beans.get(i), specs.get(i));
        }
        server.adapter.stop();

        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        // The threads that the beans have are not ours; the event loops end.
        assertThat(taken).isBetween(DRAIN, DRAIN.multipliedBy(2).plusSeconds(1));
        assertThat(log.lines("POSTERN-1031")).hasSize(hanging);
    }

    @Test
    void allIsClosedAndRefusedBeforeAnythingIsWaitedFor() throws Exception {
        server.adapter.setDrainTimeoutSeconds("30");
        server.adapter.setMaxConcurrentDeliveries("1");
        start(BEANS, BEANS);
        List<Peer> idle = new ArrayList<>();
        List<Peer> waiting = new ArrayList<>();
        for (int i = 0; i < BEANS; i++) {
            idle.add(connect(ports.get(i)));
            Peer peer = connect(ports.get(i));
            send(peer);
            waiting.add(peer);
            String bean = "bean" + i;
            await().until(() ->
                    ManagedBean.activation(bean).get("WaitingDeliveries").equals(1));
        }

        Thread stop = new Thread(server.adapter::stop);
        stop.start();

        for (int i = 0; i < BEANS; i++) {
            assertThat(idle.get(i).rest()).startsWith("421");
            assertThat(waiting.get(i).reply()).startsWith("451");
        }
        assertThat(stop.isAlive()).isTrue();
        leave.countDown();
        stop.join(20_000);
        assertThat(stop.isAlive()).isFalse();
        assertThat(log.lines("POSTERN-1031")).isEmpty();
        // They wait for the next adapter, until it does not want them.
        RunningServer.forgetWhatIsLeft();
        assertThat(ports).allMatch(RunningServer::isFree);
    }

    /** Right after the stop a container gives up its threads and transactions: a message that is committed would be told 421. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,3", "4,3"})
    void aStopWaitsForTheEndsThatOtherThreadsAreIn(int count, int undeployed) throws Exception {
        server.adapter.setDrainTimeoutSeconds("30");
        start(count, undeployed);
        List<Thread> threads = new ArrayList<>();
        for (int i = count - undeployed; i < count; i++) {
            threads.add(deactivateElsewhere(i));
        }
        await().until(() -> ports.subList(count - undeployed, count).stream().allMatch(RunningServer::isFree));

        Thread stop = new Thread(server.adapter::stop);
        stop.start();
        threads.add(stop);
        await().until(() -> WAITING.contains(stop.getState()));
        leave.countDown();

        for (Peer peer : peers) {
            assertThat(peer.rest()).startsWith("250");
        }
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(log.lines("POSTERN-1031")).isEmpty();
    }

    /** A handler of the log does not come back to whoever undeploys. */
    @Test
    void butAnEndThatHangsKeepsItOnlySoLong() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Handler holdsUp = new WaitingLog("POSTERN-1013", hangs, goOn);
        start(1, 0);
        Logger.getLogger("org.postern.ra").addHandler(holdsUp);
        try {
            Thread undeployment = deactivateElsewhere(0);
            assertThat(hangs.await(10, TimeUnit.SECONDS)).isTrue();
            long begin = System.nanoTime();

            server.adapter.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(DRAIN, DRAIN.plus(PATIENCE).plusSeconds(4));
            assertThat(undeployment.isAlive()).isTrue();
            goOn.countDown();
            undeployment.join(20_000);
            assertThat(undeployment.isAlive()).isFalse();
        } finally {
            goOn.countDown();
            Logger.getLogger("org.postern.ra").removeHandler(holdsUp);
        }
    }

    static Stream<Named<FakeContainer.Timers>> uselessTimers() {
        return Stream.of(
                Named.of("no thread", () -> {
                    throw new InternalError("unable to create native thread"); // JUnit ends at an OutOfMemoryError.
                }),
                Named.of("none at the moment", () -> {
                    throw new UnavailableException("none");
                }),
                Named.of("none at all", () -> {
                    throw new UnsupportedOperationException();
                }),
                Named.of("nothing", () -> null),
                Named.of("one that has ended", () -> {
                    Timer timer = new Timer(true);
                    timer.cancel();
                    return timer;
                }),
                Named.of("one that fails", () -> new Timer(true) {
                    @Override
                    public void schedule(TimerTask task, long delay, long period) {
                        throw new NoClassDefFoundError("of a server that stops");
                    }
                }));
    }

    /** Addresses are kept for a next adapter with a timer of the container's. Without one, everything ends all the same. */
    @ParameterizedTest
    @MethodSource("uselessTimers")
    void withoutATimerNothingIsKeptAndEverythingEnds(FakeContainer.Timers timers) throws Exception {
        ActivationHandover place = new ActivationHandover();
        try (RunningServer alone =
                new RunningServer(FakeSecurity.none(), new SmtpResourceAdapter(Surroundings.real(), place))) {
            alone.adapter.start(new FakeContainer(alone.workManager, alone.transactions, timers));
            alone.activate(alone.bean("orders"));

            alone.adapter.stop();

            assertThat(RunningServer.isFree(alone.port)).isTrue();
            await().until(() -> alone.workManager.liveThreads() == 0);
            assertThat(ManagedBean.all("Adapter", "adapter=*")).isEmpty();
            assertThat(place.left().activations()).hasSize(1);
        }
    }

    /** While the container is asked whether it checks passwords. */
    @Test
    void anActivationThatIsOvertakenByTheEndIsRefusedAndLeavesNothing() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        FakeSecurity security = FakeSecurity.knowing(Map.of());
        security.becomeSlow(slow);
        try (RunningServer overtaken = new RunningServer(security)) {
            overtaken.adapter.setCertificateBindings("*=mx");
            overtaken.start();
            CompletableFuture<Void> activation = activateElsewhere(overtaken);
            await().until(() -> security.isAsked());

            overtaken.adapter.stop();
            slow.countDown();

            assertStoppedMeanwhile(activation, overtaken);
        }
    }

    /** When its address is open, and nobody can find it yet. */
    @Test
    void norDoesOneThatHasOpenedItsAddressAlready() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Handler holdsUp = new WaitingLog("POSTERN-1011", opened, goOn);
        Logger.getLogger("org.postern.ra").addHandler(holdsUp);
        try {
            server.start();
            CompletableFuture<Void> activation = activateElsewhere(server);
            assertThat(opened.await(10, TimeUnit.SECONDS)).isTrue();

            server.adapter.stop();
            goOn.countDown();

            assertStoppedMeanwhile(activation, server);
        } finally {
            Logger.getLogger("org.postern.ra").removeHandler(holdsUp);
        }
    }

    private void assertStoppedMeanwhile(CompletableFuture<Void> activation, RunningServer of) throws Exception {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(activation::join)
                .havingCause()
                .isInstanceOf(ResourceAdapterInternalException.class)
                .withMessageContaining("stopped meanwhile");
        await().until(() -> RunningServer.isFree(of.port));
        assertThat(ManagedBean.all("Activation", "bean=*")).isEmpty();
        assertThat(ManagedBean.all("Acceptor", "port=" + of.port)).isEmpty();
        await().until(() -> of.workManager.liveThreads() == 0);
        assertThat(log.lines("POSTERN-9")).isEmpty();
    }

    private Thread deactivateElsewhere(int bean) {
        Thread thread = new Thread(() -> server.adapter.endpointDeactivation(beans.get(bean), specs.get(bean)));
        thread.start();
        return thread;
    }

    private static CompletableFuture<Void> activateElsewhere(RunningServer server) {
        CompletableFuture<Void> activation = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        server.activate(server.bean("orders"));
                        activation.complete(null);
                    } catch (ResourceException | RuntimeException e) {
                        activation.completeExceptionally(e);
                    }
                })
                .start();
        return activation;
    }

    private void start(int count, int hanging) throws Exception {
        if (server.adapter.getDrainTimeoutSeconds() == null) {
            server.adapter.setDrainTimeoutSeconds(String.valueOf(DRAIN.toSeconds()));
        }
        server.start();
        CountDownLatch arrived = new CountDownLatch(hanging);
        for (int i = 0; i < count; i++) {
            FakeBean bean = server.bean("bean" + i).doing(mail -> {
                arrived.countDown();
                leave.await();
            });
            int port = FreePort.on("127.0.0.1");
            SmtpActivationSpec spec = new SmtpActivationSpec();
            spec.setListen("smtp://127.0.0.1:" + port);
            beans.add(bean);
            specs.add(server.activate(bean, spec));
            ports.add(port);
            if (i >= count - hanging) {
                send(connect(port));
            }
        }
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Peer connect(int port) throws IOException {
        Peer peer = Peer.greeted("127.0.0.1", port);
        peers.add(peer);
        return peer;
    }

    private static void send(Peer peer) throws IOException {
        peer.beginData();
        peer.send("hello\r\n.\r\n");
    }

    /** Waits at a line. */
    private static final class WaitingLog extends Handler {
        private final String id;
        private final CountDownLatch reached;
        private final CountDownLatch goOn;

        WaitingLog(String id, CountDownLatch reached, CountDownLatch goOn) {
            this.id = id;
            this.reached = reached;
            this.goOn = goOn;
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getMessage().startsWith(id)) {
                reached.countDown();
                try {
                    assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
