package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.postern.net.FreePort;
import org.postern.net.Peer;

/** A server with several beans, whose clients are connected. */
@Timeout(60)
abstract class StopSetUp {
    static final int BEANS = 4;
    static final Duration DRAIN = Duration.ofSeconds(2);

    /** A stop waits only so long for an end that hangs: for replies to leave and for management beans. */
    static final Duration PATIENCE = Duration.ofSeconds(6);

    static final Set<Thread.State> WAITING =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    final LogLines log = new LogLines();
    final RunningServer server = new RunningServer(
            FakeSecurity.none(), new SmtpResourceAdapter(Surroundings.real(), RunningServer.placeOfSeveral()));
    final CountDownLatch leave = new CountDownLatch(1);
    final List<FakeBean> beans = new ArrayList<>();
    final List<SmtpActivationSpec> specs = new ArrayList<>();
    final List<Integer> ports = new ArrayList<>();
    final List<Peer> peers = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        leave.countDown();
        server.close();
        log.close();
        for (Peer peer : peers) {
            peer.close();
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

    Thread deactivateElsewhere(int bean) {
        Thread thread = new Thread(() -> server.adapter.endpointDeactivation(beans.get(bean), specs.get(bean)));
        thread.start();
        return thread;
    }

    void start(int count, int hanging) throws Exception {
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

    Peer connect(int port) throws IOException {
        Peer peer = Peer.greeted("127.0.0.1", port);
        peers.add(peer);
        return peer;
    }

    static void send(Peer peer) throws IOException {
        peer.beginData();
        peer.send("hello\r\n.\r\n");
    }

    /** Waits at a line. */
    static final class WaitingLog extends Handler {
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
