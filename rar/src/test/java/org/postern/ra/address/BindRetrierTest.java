package org.postern.ra.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Acceptor;
import org.postern.net.AcceptorSettings;
import org.postern.net.BoundSocket;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionIo;
import org.postern.net.ConnectionServices;
import org.postern.net.EventLoops;
import org.postern.net.FakeRealm;
import org.postern.net.FreePort;
import org.postern.net.Handshakes;
import org.postern.net.Ids;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.ManualClock;
import org.postern.net.MemoryBudgets;
import org.postern.net.NioTransport;
import org.postern.net.NullMx;
import org.postern.net.RatePerMinute;
import org.postern.net.SharedLimits;
import org.postern.net.SpoolSpace;
import org.postern.net.SystemTime;
import org.postern.net.TasksOn;
import org.postern.net.TemporaryFiles;
import org.postern.net.TimerWheels;
import org.postern.net.Transport;
import org.postern.ra.LogLines;
import org.postern.ra.RunningServer;
import org.postern.ra.Settings;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.AdapterLimits;
import org.postern.ra.config.AddressLimits;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.ListenConfig;
import org.postern.ra.config.Property;
import org.postern.ra.log.ConnectionMessages;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.management.ConnectionObserver;
import org.postern.ra.management.History;
import org.postern.ra.management.Interference;
import org.postern.ra.management.TlsAnomalies;
import org.postern.ra.management.TlsCounters;
import org.postern.tls.Proofs;

@Timeout(30)
class BindRetrierTest {
    private final LogLines log = new LogLines();
    private final ManualClock clock = new ManualClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final EventLoops loops = new EventLoops(2, new NioTransport(), threads, new SystemTime(), failure -> {});
    private final int port = FreePort.on("127.0.0.1");

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        loops.close(Duration.ofSeconds(5));
        threads.shutdownNow();
        log.close();
    }

    @Test
    void theSameTroubleIsToldOnceAnHour() throws Exception {
        BindRetrier retrier = retrier();
        try (ServerSocket inUse = new ServerSocket(port, 1, Ip.of("127.0.0.1"))) {
            assertThat(inUse.isBound()).isTrue();
            retrier.open();
            awaitFailures(retrier, 3);
            assertThat(log.lines("POSTERN-1014")).hasSize(1);

            clock.pass(Duration.ofHours(1));

            await().until(() -> log.lines("POSTERN-1014").size() == 2);
        }
        retrier.close();
    }

    @Test
    void thePausesGrow() throws Exception {
        BindRetrier retrier = retrier();
        try (ServerSocket inUse = new ServerSocket(port, 1, Ip.of("127.0.0.1"))) {
            assertThat(inUse.isBound()).isTrue();
            retrier.open();
            assertThat(pause(retrier)).isEqualTo(Duration.ofMillis(250));
            awaitFailures(retrier, 3);
            assertThat(pause(retrier)).isEqualTo(Duration.ofSeconds(1));
        }
        retrier.close();
    }

    @Test
    void closedAndOpenedAgainItIsOpen() {
        BindRetrier retrier = retrier();
        retrier.open();
        retrier.open();
        assertThat(retrier.isOpen()).isTrue();
        retrier.close();
        retrier.close();
        assertThat(retrier.isOpen()).isFalse();
        assertThat(RunningServer.isFree(port)).isTrue();

        retrier.open();

        assertThat(RunningServer.isFree(port)).isFalse();
        assertThat(retrier.trouble()).isEmpty();
        retrier.close();
    }

    /** A server that is short of memory or threads throws Errors, also from its sockets, and recovers. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anErrorIsNoReasonToGiveUp(int times) {
        AtomicInteger toFail = new AtomicInteger(times);
        BindRetrier retrier = retrier(listen -> {
            if (toFail.getAndDecrement() > 0) {
                throw new InternalError("unable to create native thread"); // JUnit ends at an OutOfMemoryError.
            }
        });

        retrier.open();

        assertThat(retrier.isOpen()).isFalse();
        assertThat(retrier.trouble().orElseThrow().reason()).isEqualTo("unable to create native thread");
        await().until(retrier::isOpen);
        retrier.close();
    }

    /** It is told of a failure, and fails as well. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void norIsALogThatFails(int times) {
        AtomicInteger toFail = new AtomicInteger(times);
        BindRetrier retrier = retrier(listen -> {
            if (toFail.get() > 0) {
                throw new IllegalStateException("attempt " + toFail.get());
            }
        });
        Logger logger = Logger.getLogger("org.postern.ra");
        Filter before = logger.getFilter();
        logger.setFilter(line -> {
            if (line.getMessage().startsWith("POSTERN-1014")) {
                toFail.decrementAndGet();
                throw new IllegalStateException("the log is full");
            }
            return true;
        });
        try {
            assertThatIllegalStateException().isThrownBy(retrier::open).withMessage("the log is full");

            await().until(retrier::isOpen);
            retrier.close();
        } finally {
            logger.setFilter(before);
        }
    }

    private Duration pause(BindRetrier retrier) {
        return Duration.between(clock.instant(), retrier.trouble().orElseThrow().nextTry());
    }

    private static void awaitFailures(BindRetrier retrier, int count) {
        await().until(() -> retrier.trouble().orElseThrow().failures() == count);
    }

    private BindRetrier retrier() {
        return retrier(listen -> {});
    }

    /** One that is stopped by something while it is opened. */
    private BindRetrier retrier(Consumer<ListenAddress> trouble) {
        Configuration configuration = Configuration.ofAdapter(Settings.of(Property.LISTEN, "smtp://127.0.0.1:" + port));
        ActivationConfig config = ActivationConfig.read(configuration);
        AdapterLimits limits = AdapterLimits.read(configuration);
        ListenConfig listen = config.listen().get(0);
        AcceptorSettings settings = config.acceptor(
                listen,
                AddressLimits.read(configuration),
                config.certificates().offers(listen.tls(), clock, Proofs.oneAfterAnother(), loops.tls()));
        ConnectionServices services = new ConnectionServices(
                new ConnectionIo(
                        loops,
                        new TasksOn(threads),
                        new Handshakes(new TasksOn(threads), new SystemTime()),
                        new TimerWheels(new SystemTime()),
                        new FailingTransport(trouble)),
                new SharedLimits(
                        new ConnectionCounter(() -> limits.connections(), clock),
                        new RatePerMinute(() -> 0, limits.connections()::peer, clock),
                        MemoryBudgets.of(() -> 1_000_000),
                        new SpoolSpace(new TemporaryFiles(directory), () -> limits.spool())),
                clock,
                new Ids(0, new SecureRandom()),
                new NullMx(loops, new TasksOn(threads), List.of()),
                new FakeRealm(),
                observer());
        Acceptor acceptor = new Acceptor(() -> settings, services, transaction -> {
            throw new AssertionError("nobody sends anything");
        });
        return new BindRetrier(acceptor, services, new KeptSockets(), new LifeMessages(Settings.log()), () -> "orders");
    }

    private record FailingTransport(Transport real, Consumer<ListenAddress> trouble) implements Transport {
        FailingTransport(Consumer<ListenAddress> trouble) {
            this(new NioTransport(), trouble);
        }

        @Override
        public EventLoopGroup loops(int threads, Executor executor) {
            return real.loops(threads, executor);
        }

        @Override
        public ChannelFactory<? extends ServerChannel> servers(ListenAddress listen) {
            trouble.accept(listen);
            return real.servers(listen);
        }

        @Override
        public CompletionStage<BoundSocket> keep(Channel server) {
            return real.keep(server);
        }
    }

    private ConnectionObserver observer() {
        TlsCounters counters = new TlsCounters();
        ConnectionMessages messages = new ConnectionMessages(Settings.log(), directory);
        return new ConnectionObserver(
                counters,
                new History(0, clock),
                new Interference(counters, new TlsAnomalies(), () -> Duration.ofHours(1), clock, messages),
                address -> false,
                () -> Duration.ofHours(1),
                clock,
                messages);
    }
}
