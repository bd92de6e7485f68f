package org.postern.ra.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.AcceptorSettings;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionEvents;
import org.postern.net.ConnectionIo;
import org.postern.net.ConnectionServices;
import org.postern.net.EventLoops;
import org.postern.net.FakeRealm;
import org.postern.net.Handshakes;
import org.postern.net.Ids;
import org.postern.net.ManualClock;
import org.postern.net.MemoryBudgets;
import org.postern.net.NioTransport;
import org.postern.net.NullMx;
import org.postern.net.RatePerMinute;
import org.postern.net.SharedLimits;
import org.postern.net.SpoolSpace;
import org.postern.net.TasksOn;
import org.postern.net.TemporaryFiles;
import org.postern.ra.Settings;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.AdapterLimits;
import org.postern.ra.config.AddressLimits;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.ListenConfig;
import org.postern.ra.config.Property;
import org.postern.tls.Proofs;

/** Which address has the JVM warmed, and for how long. */
class FirstWarmUpTest {
    private final List<Runnable> tasks = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final EventLoops loops = new EventLoops(1, new NioTransport(), Runnable::run, clock, failure -> {});
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void end() {
        loops.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void ofAllAddressesOneIsEnough(int addresses) {
        FirstWarmUp warmUp = warmUp(3);
        for (int i = 0; i < addresses; i++) {
            warmUp.begin(address("smtp://127.0.0.1:2525"), this::isWanted);
        }

        assertThat(tasks).hasSize(1);
        assertThat(asked).as("on the thread that opens the address").hasValue(0);
        tasks.get(0).run();
        assertThat(asked).hasValue(3);
    }

    @Test
    void anAddressOfImplicitTlsLeavesItToTheNext() {
        FirstWarmUp warmUp = warmUp(3);

        warmUp.begin(address("smtps://127.0.0.1:2465"), this::isWanted);
        assertThat(tasks).isEmpty();
        warmUp.begin(address("smtp://127.0.0.1:2525"), this::isWanted);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void noneIsWantedWhereNoClientIsInAHurry() {
        warmUp(0).begin(address("smtp://127.0.0.1:2525"), this::isWanted);

        assertThat(tasks).isEmpty();
    }

    private boolean isWanted() {
        asked.incrementAndGet();
        return true;
    }

    private static AcceptorSettings address(String listen) {
        Configuration configuration = Configuration.ofAdapter(Settings.of(Property.LISTEN, listen));
        ActivationConfig config = ActivationConfig.read(configuration);
        ListenConfig first = config.listen().get(0);
        ManualClock clock = new ManualClock();
        EventLoops none = new EventLoops(1, new NioTransport(), Runnable::run, clock, failure -> {});
        try {
            return config.acceptor(
                    first,
                    AddressLimits.read(configuration),
                    config.certificates().offers(first.tls(), clock, Proofs.oneAfterAnother(), none.tls()));
        } finally {
            none.release();
        }
    }

    private FirstWarmUp warmUp(int conversations) {
        AdapterLimits limits =
                AdapterLimits.read(Configuration.ofAdapter(Settings.of(Property.HOST_NAME, "a.example")));
        TasksOn threads = new TasksOn(tasks::add);
        return new FirstWarmUp(new ConnectionServices(
                new ConnectionIo(loops, threads, new Handshakes(threads, clock), new NioTransport(conversations)),
                new SharedLimits(
                        new ConnectionCounter(limits::connections, clock),
                        new RatePerMinute(() -> 0, limits.connections()::peer, clock),
                        MemoryBudgets.of(() -> 1_000_000),
                        new SpoolSpace(new TemporaryFiles(Path.of("unused")), limits::spool)),
                clock,
                new Ids(0, new SecureRandom()),
                new NullMx(loops, threads, List.of()),
                new FakeRealm(),
                (ConnectionEvents) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ConnectionEvents.class},
                        (proxy, method, arguments) -> {
                            throw new AssertionError(method);
                        })));
    }
}
