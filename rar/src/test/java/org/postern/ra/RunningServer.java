package org.postern.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postern.net.FreePort;
import org.postern.net.Ip;
import org.postern.net.Peer;
import org.postern.net.Time;
import org.postern.ra.duplicates.StateDirectory;
import org.postern.ra.duplicates.StateFiles;

/** An adapter in a container with a thread for each Work, on one free port of 127.0.0.1. */
public final class RunningServer implements AutoCloseable {
    final ThreadWorkManager workManager;
    final FakeTransactions transactions = new FakeTransactions();
    final SmtpResourceAdapter adapter;
    final int port;

    private final Path state = temporaryDirectory();
    private final LeapingTime time;

    RunningServer() {
        this(FakeSecurity.none());
    }

    RunningServer(FakeSecurity security) {
        this(security, StateDirectory::new, ActivationHandover.PLACE, new LeapingTime());
    }

    RunningServer(FakeSecurity security, SmtpResourceAdapter adapter) {
        this(security, adapter, FreePort.on("127.0.0.1"));
    }

    /** One that may have run before. */
    RunningServer(FakeSecurity security, SmtpResourceAdapter adapter, int port) {
        this(security, adapter, port, new LeapingTime());
    }

    private RunningServer(
            FakeSecurity security, Function<Path, StateFiles> disk, ActivationHandover place, LeapingTime time) {
        this(security, new SmtpResourceAdapter(surroundings(disk, time), place), FreePort.on("127.0.0.1"), time);
    }

    private RunningServer(FakeSecurity security, SmtpResourceAdapter adapter, int port, LeapingTime time) {
        this.adapter = adapter;
        this.port = port;
        this.time = time;
        workManager = new ThreadWorkManager(security);
        adapter.setStateDirectory(state.toString());
        adapter.setHostName("mail.example.org");
        adapter.setListen(listen());
        adapter.setIoThreads("2");
    }

    /** On a disk of the test's own. */
    static RunningServer on(StateFiles disk) {
        return new RunningServer(FakeSecurity.none(), directory -> disk, new ActivationHandover(), new LeapingTime());
    }

    private static Surroundings surroundings(Function<Path, StateFiles> disk, Time time) {
        Surroundings real = Surroundings.real();
        return new Surroundings(
                time,
                real.transport(),
                new Surroundings.Disk(real.disk().spool(), disk),
                real.machine(),
                real.random());
    }

    /** Where another adapter runs as well, so that those that end leave nothing to a next one. */
    static ActivationHandover placeOfSeveral() {
        ActivationHandover place = new ActivationHandover();
        place.begin();
        return place;
    }

    RunningServer start() throws ResourceAdapterInternalException {
        adapter.start(new FakeContainer(workManager, transactions));
        return this;
    }

    String listen() {
        return "smtp://127.0.0.1:" + port;
    }

    FakeBean bean(String name) {
        return new FakeBean(transactions).named(name);
    }

    /** Deploys a bean that wants what the adapter has. */
    SmtpActivationSpec activate(FakeBean bean) throws ResourceException {
        return activate(bean, new SmtpActivationSpec());
    }

    SmtpActivationSpec activate(FakeBean bean, SmtpActivationSpec spec) throws ResourceException {
        spec.setResourceAdapter(adapter);
        adapter.endpointActivation(bean, spec);
        return spec;
    }

    /** Lets the time pass in which another bean may still come, so that nobody waits for it. Not for adapters of the test's own. */
    void settle() {
        time.pass(Duration.ofSeconds(3));
    }

    /** Sends a message and gives the reply. */
    String send(String content) throws IOException {
        try (Peer peer = Peer.greeted("127.0.0.1", port)) {
            String reply = peer.deliver(content);
            peer.ask("QUIT");
            return reply;
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(Ip.of("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        adapter.stop();
        forgetWhatIsLeft();
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one test leaves active is not for the adapter of the next. */
    static void forgetWhatIsLeft() {
        ActivationHandover.PLACE.begin().sockets().freeAll();
        ActivationHandover.PLACE.end(Left.nothing());
    }

    /** Nobody's messages are another one's duplicates. */
    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("postern-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
