package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.ObjectName;
import org.postern.net.Ip;
import org.postern.net.Peer;
import org.postern.tls.TestKeyStore;

/**
 * A deployment that the container gives up in one of many stages. It closes the class loader, life goes on for a moment, and
 * then it ends the adapter. Runs inside of that class loader.
 */
final class GivenUpDeployment implements Consumer<Runnable> {
    private final GivenUpStage stage;
    private final boolean deactivates;
    final Path keys;
    final Path otherKeys;
    private final Set<ObjectName> before = managementBeans();
    final LogLines log = new LogLines();
    final RunningServer server = new RunningServer(FakeSecurity.knowing(Map.of("anna", "password")));
    final FakeBean bean = server.bean("orders");
    private final Map<FakeBean, SmtpActivationSpec> activations = new HashMap<>();
    final List<Peer> peers = new ArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    final ServerSocket occupant = new ServerSocket();
    private final DatagramSocket silentDns = new DatagramSocket(0, Ip.of("127.0.0.1"));
    private boolean started;

    /**
     * Prepares it.
     *
     * @param deactivates whether the container ends what it has activated before it stops the adapter
     * @param keys a key store with the alias {@code mx}, which may be replaced by another one
     */
    GivenUpDeployment(String stage, Boolean deactivates, Path keys, Path otherKeys) throws IOException {
        this.stage = GivenUpStage.valueOf(stage);
        this.deactivates = deactivates;
        this.keys = keys;
        this.otherKeys = otherKeys;
        adapter().setCertificateBindings("*=mx");
        adapter().setKeyStore("file:" + keys);
        adapter().setKeyStorePassword(TestKeyStore.PASSWORD);
        adapter().setDnsServers("127.0.0.1:" + silentDns.getLocalPort());
    }

    @Override
    public void accept(Runnable close) {
        try {
            goThrough(close);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void goThrough(Runnable close) throws Exception {
        try {
            stage.reach(this);
            close.run();
            stage.goOn(this);
        } finally {
            end();
        }
        await().until(() -> server.workManager.liveThreads() == 0);
        assertThat(RunningServer.isFree(server.port)).isTrue();
        assertThat(managementBeans()).isEqualTo(before);
        assertThat(log.lines("POSTERN-9")).isEmpty();
        assertThat(log.lines("POSTERN-1003")).isEmpty();
        assertThat(log.lines("POSTERN-1031")).isEmpty();
        assertThat(server.workManager.forgetful()).isEmpty();
        server.close();
        // Netty's memory outside of the heap is this adapter's own, as Netty's classes are, and nobody else's to free.
        await().untilAsserted(
                        () -> assertThat(PlatformDependent.usedDirectMemory()).isLessThanOrEqualTo(0));
    }

    private void end() throws Exception {
        if (arrived.getCount() == 0) {
            new Thread(
                            () -> { // The bean returns while it is waited for.
                                await().until(() ->
                                        ManagedBean.all("Activation", "bean=*").isEmpty());
                                leave.countDown();
                            })
                    .start();
        }
        List<Thread> leaving = peers.stream().map(GivenUpDeployment::leave).toList();
        if (deactivates) {
            activations.forEach(adapter()::endpointDeactivation);
        }
        adapter().stop();
        log.close();
        for (Thread peer : leaving) {
            peer.join();
        }
        occupant.close();
        silentDns.close();
    }

    /** Goes when it has heard all there is to hear, so that the adapter does not linger. */
    private static Thread leave(Peer peer) {
        Thread leaving = new Thread(() -> {
            peer.rest();
            try {
                peer.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        leaving.start();
        return leaving;
    }

    SmtpResourceAdapter adapter() {
        return server.adapter;
    }

    void start() throws ResourceException {
        server.start();
        started = true;
    }

    void activate() throws ResourceException {
        if (!started) {
            start();
        }
        activations.put(bean, server.activate(bean));
    }

    void refuse(SmtpActivationSpec spec) throws ResourceException {
        if (!started) {
            start();
        }
        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(server.bean("refused"), spec));
        assertThat(log.lines("POSTERN-1032")).singleElement().asString().contains("(refused) is refused: ");
    }

    Peer connect() throws IOException {
        Peer peer = Peer.greeted("127.0.0.1", server.port);
        peers.add(peer);
        return peer;
    }

    Peer connectInTls() throws IOException {
        Peer peer = connect();
        peer.ask("STARTTLS");
        peer.handshake("mx.example.org");
        peer.ask("EHLO client.example.org");
        return peer;
    }

    void sendWithoutWaiting() throws IOException {
        Peer peer = connect();
        peer.beginData();
        peer.send("hello\r\n.\r\n");
    }

    void holdUp() throws InterruptedException {
        arrived.countDown();
        assertThat(leave.await(20, TimeUnit.SECONDS)).isTrue();
    }

    void awaitBean() throws InterruptedException {
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Key stores are looked at each second. */
    void awaitCheck() {
        int works = server.workManager.works();
        await().until(() -> server.workManager.works() > works);
    }

    /** Whether he is served is not to be known. */
    void somebodyComes() {
        try {
            Peer peer = connectInTls();
            if (arrived.getCount() > 0) {
                peer.deliver("hello\r\n");
            }
            connect().reset();
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    private static Set<ObjectName> managementBeans() {
        try {
            return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("org.postern:*"), null);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
