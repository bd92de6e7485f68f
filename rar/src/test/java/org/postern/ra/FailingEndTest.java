package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.FreePort;
import org.postern.net.Peer;

/** Whatever an adapter calls that is not its own can fail while it ends: its log, and the server of management beans. */
@Timeout(60)
class FailingEndTest {
    /** More calls than there are: after the last one nothing fails any more. */
    private static final int CALLS = 100;

    /** The one that stops the adapter; what event loops do meanwhile is another story. */
    private final Thread stopping = Thread.currentThread();

    private final AtomicInteger callsToGo = new AtomicInteger();
    private Supplier<Throwable> failure = IllegalStateException::new;
    private volatile boolean failed;

    static Stream<Arguments> failures() {
        Stream<Named<Supplier<Throwable>>> failures = Stream.of(
                Named.of("an exception", () -> new IllegalStateException("out of order")),
                Named.of("an error", () -> new NoClassDefFoundError("gone")));
        return failures.flatMap(how -> Stream.of(Arguments.of(how, true), Arguments.of(how, false)));
    }

    /** Alone, it keeps its sockets for the next one. */
    @ParameterizedTest
    @MethodSource("failures")
    void whicheverCallFailsAllElseIsEnded(Supplier<Throwable> how, boolean alone) throws Exception {
        failure = how;
        int calls = 0;
        do {
            assertThat(calls).isLessThan(CALLS);
            endWithFailureAt(calls, alone ? new ActivationHandover() : RunningServer.placeOfSeveral());
            calls++;
        } while (failed);
        assertThat(calls).isGreaterThan(5);
    }

    private void endWithFailureAt(int call, ActivationHandover place) throws Exception {
        failed = false;
        callsToGo.set(Integer.MAX_VALUE);
        Logger logger = Logger.getLogger("org.postern.ra");
        FailingLog log = new FailingLog();
        logger.addHandler(log);
        try (LogLines lines = new LogLines();
                RunningServer server = new RunningServer(FakeSecurity.none(), adapter(place))) {
            int other = FreePort.on("127.0.0.1");
            server.start();
            server.activate(server.bean("orders"));
            SmtpActivationSpec elsewhere = new SmtpActivationSpec();
            elsewhere.setListen("smtp://127.0.0.1:" + other);
            server.activate(server.bean("other"), elsewhere);
            try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
                CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> restOf(peer));
                callsToGo.set(call);
                try {
                    server.adapter.stop();
                } catch (IllegalStateException | NoClassDefFoundError e) {
                    assertThat(failed).isTrue();
                }
                callsToGo.set(Integer.MAX_VALUE);
                assertThat(heard.get(10, TimeUnit.SECONDS)).startsWith("421");
            }
            await().until(() -> server.workManager.liveThreads() == 0);
            place.begin().sockets().freeAll();
            assertThat(Stream.of(server.port, other)).allMatch(RunningServer::isFree);
            assertThat(ManagedBean.all("Activation", "bean=*")).isEmpty();
            assertThat(ManagedBean.all("Acceptor", "port=*")).isEmpty();
            assertThat(lines.lines("POSTERN-1003")).isEmpty();
        } finally {
            logger.removeHandler(log);
        }
    }

    private static String restOf(Peer peer) {
        String rest = peer.rest();
        try {
            peer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rest;
    }

    private SmtpResourceAdapter adapter(ActivationHandover place) {
        Surroundings real = Surroundings.real();
        MBeanServer failing = (MBeanServer) Proxy.newProxyInstance(
                MBeanServer.class.getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(ManagementFactory.getPlatformMBeanServer(), arguments);
                        called();
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new SmtpResourceAdapter(
                new Surroundings(
                        real.time(),
                        real.transport(),
                        real.disk(),
                        new Surroundings.Machine(
                                real.machine().addresses(),
                                failing,
                                real.machine().server()),
                        real.random()),
                place);
    }

    private void called() throws Throwable {
        Thread caller = Thread.currentThread();
        // Management beans are taken away by a thread of the container's.
        if ((caller.equals(stopping) || caller.getName().startsWith("work-")) && callsToGo.getAndDecrement() == 0) {
            failed = true;
            throw failure.get();
        }
    }

    private final class FailingLog extends Handler {
        @Override
        public void publish(LogRecord line) {
            try {
                called();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
