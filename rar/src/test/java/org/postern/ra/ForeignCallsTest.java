package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.FreePort;
import org.postern.net.Peer;
import org.postern.net.SpoolDirectory;
import org.postern.net.TemporaryFiles;
import org.postern.net.Time;
import org.postern.ra.duplicates.StateFiles;
import org.postern.ra.duplicates.StateFiles.StateFile;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/**
 * Whatever is foreign may hang: the container, its naming service, disks, listeners of management beans, the machine. So it is
 * called with no lock of ours held, and not on event loops: what hangs then is one thing and not the adapter.
 */
@Timeout(120)
class ForeignCallsTest {
    private static final String LONG = ("x".repeat(70) + "\r\n").repeat(1_000);

    private final Set<String> called = new ConcurrentSkipListSet<>();
    private final Set<String> wrong = new ConcurrentSkipListSet<>();
    private final Set<String> ways = ConcurrentHashMap.newKeySet();
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer(
            FakeSecurity.knowing(Map.of("anna", "secret")),
            new SmtpResourceAdapter(watched(Surroundings.real()), ActivationHandover.PLACE));

    @BeforeEach
    void start() {
        KeyStoreNaming.install();
        KeyStoreNaming.bind(
                "store", TestKeyStore.pkcs12().key("mx", TestCertificates.EC).keyStore());
        KeyStoreNaming.onLookup(() -> foreign("naming"));
        server.workManager.onSubmission(() -> foreign("work manager"));
    }

    @AfterEach
    void stop() {
        server.close();
        KeyStoreNaming.uninstall();
        log.close();
    }

    @Test
    void noneIsMadeWithALockHeldOrOnAnEventLoop() throws Exception {
        server.adapter.setKeyStore("jndi:store");
        server.adapter.setKeyStorePassword(TestKeyStore.PASSWORD);
        server.adapter.setCertificateBindings("*=mx");
        server.adapter.setSpoolThresholdBytes("1024");
        server.start();
        CountDownLatch gate = new CountDownLatch(1);
        FakeBean orders = watched(server.bean("orders"));
        SmtpActivationSpec first = spec("orders@example.com");
        first.setMaxConcurrentDeliveries("1");
        first.setMaxWaitingDeliveries("0");
        server.activate(orders, first);
        FakeBean asked = watched(server.bean("asked").asked(inquiry -> foreign("bean")));
        SmtpActivationSpec second = spec("asked@example.com");
        server.activate(asked, second);
        int port = FreePort.on("127.0.0.1");
        FakeBean everywhere = watched(server.bean("everywhere"));
        SmtpActivationSpec third = spec("*");
        third.setListen("smtp://0.0.0.0:" + port);
        third.setAuthentication("offer");
        server.activate(everywhere, third);

        assertThat(deliver("orders@example.com", "short")).startsWith("250");
        assertThat(deliver("orders@example.com", LONG)).startsWith("250");
        assertThat(deliver("asked@example.com", "short")).startsWith("250");
        authenticate(port);
        orders.doing(message -> gate.await());
        Thread busy = new Thread(
                () -> assertThat(deliver("orders@example.com", "wait")).startsWith("250"));
        busy.start();
        await().until(() -> orders.received().size() == 3);
        assertThat(deliver("orders@example.com", LONG)).startsWith("451");
        gate.countDown();
        busy.join();
        ManagedBean.acceptor(server.port).pause();
        ManagedBean.acceptor(server.port).resume();
        ManagedBean.only("LocalAddress", "port=" + server.port).reload();

        server.adapter.endpointDeactivation(asked, second);
        server.adapter.endpointDeactivation(everywhere, third);
        server.adapter.endpointDeactivation(orders, first);
        server.adapter.stop();

        assertThat(called)
                .containsExactlyInAnyOrder(
                        "naming",
                        "work manager",
                        "management",
                        "machine",
                        "waiting",
                        "spool",
                        "spool file",
                        "state",
                        "state file",
                        "endpoint",
                        "transaction",
                        "bean");
        assertThat(wrong).isEmpty();
    }

    /** Something that is not ours is called, on this thread. */
    private void foreign(String what) {
        called.add(what);
        Thread thread = Thread.currentThread();
        if (thread.getName().startsWith("postern-io-")) {
            wrong.add(what + " on an event loop");
        }
        // To find locks the JVM goes through its heap, which takes long in one that has run many tests: once for each
        // way here.
        if (!ways.add(what + way())) {
            return;
        }
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(new long[] {thread.getId()}, true, true)[0];
        Stream.concat(
                        Stream.of(info.getLockedMonitors()).map(LockInfo::getClassName),
                        Stream.of(info.getLockedSynchronizers()).map(LockInfo::getClassName))
                .filter(name -> name.startsWith("org.postern."))
                .forEach(name -> wrong.add(what + " with " + name));
    }

    /** The lines of ours through which this call has come. */
    private static List<String> way() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("org.postern."))
                        .map(frame -> frame.getClassName() + ":" + frame.getByteCodeIndex())
                        .toList());
    }

    private Surroundings watched(Surroundings real) {
        return new Surroundings(
                new WatchedTime(real.time()),
                real.transport(),
                new Surroundings.Disk(
                        path -> new WatchedDirectory(new TemporaryFiles(path)),
                        path -> watched(real.disk().state().apply(path))),
                new Surroundings.Machine(
                        () -> {
                            foreign("machine");
                            return real.machine().addresses().all();
                        },
                        watched("management", MBeanServer.class, real.machine().management()),
                        real.machine().server()),
                real.random());
    }

    private StateFiles watched(StateFiles real) {
        return new StateFiles() {
            @Override
            public Optional<StateFile> take(String name) throws IOException {
                foreign("state");
                return real.take(name).map(file -> watched("state file", StateFile.class, file));
            }

            @Override
            public void forsake(String name) {
                real.forsake(name);
            }
        };
    }

    private <T> T watched(String what, Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    foreign(what);
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private FakeBean watched(FakeBean bean) {
        return bean.creating(() -> foreign("endpoint"))
                .before(() -> foreign("transaction"))
                .after(() -> foreign("transaction"))
                .releasing(() -> foreign("endpoint"));
    }

    private static SmtpActivationSpec spec(String recipients) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(recipients);
        return spec;
    }

    private String deliver(String recipient, String content) {
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<" + recipient + ">")).startsWith("250");
            peer.ask("DATA");
            String reply = peer.ask("Subject: " + content.length() + "\r\n\r\n" + content + "\r\n.");
            peer.ask("QUIT");
            return reply;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void authenticate(int port) throws Exception {
        try (Peer peer = Peer.greeted("127.0.0.1", port)) {
            peer.ask("STARTTLS");
            peer.handshake("mx.example.org");
            peer.ask("EHLO client.example.org");
            assertThat(peer.ask("AUTH PLAIN AGFubmEAc2VjcmV0")).startsWith("235");
        }
    }

    /** To wait is to depend on whatever is foreign. */
    private final class WatchedTime implements Time {
        private final Time real;

        WatchedTime(Time real) {
            this.real = real;
        }

        @Override
        public Clock clock() {
            return real.clock();
        }

        @Override
        public long nanos() {
            return real.nanos();
        }

        @Override
        public boolean await(CompletionStage<?> event, Duration atMost) {
            foreign("waiting");
            return real.await(event, atMost);
        }
    }

    /** Tells of each call. */
    private final class WatchedDirectory implements SpoolDirectory {
        private final SpoolDirectory real;

        WatchedDirectory(SpoolDirectory real) {
            this.real = real;
        }

        @Override
        public Medium create() throws IOException {
            foreign("spool");
            Medium medium = real.create();
            return new Medium() {
                @Override
                public int write(ByteBuffer octets, long position) throws IOException {
                    foreign("spool file");
                    return medium.write(octets, position);
                }

                @Override
                public int read(ByteBuffer target, long position) throws IOException {
                    foreign("spool file");
                    return medium.read(target, position);
                }

                @Override
                public void close() throws IOException {
                    foreign("spool file");
                    medium.close();
                }
            };
        }

        @Override
        public long usableOctets() {
            foreign("spool");
            return real.usableOctets();
        }
    }
}
