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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    /** Where it is given up. */
    enum Stage {
        STARTED {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.start();
            }

            @Override
            void goOn(GivenUpDeployment deployment) {
                deployment.awaitCheck();
            }
        },
        VALUE_REFUSED {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                SmtpActivationSpec spec = new SmtpActivationSpec();
                spec.setMaxRecipients("many");
                deployment.refuse(spec);
            }

            @Override
            void goOn(GivenUpDeployment deployment) {
                deployment.awaitCheck();
            }
        },
        SECOND_BEAN_REFUSED {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
                deployment.refuse(new SmtpActivationSpec());
            }
        },
        ACTIVATED {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
            }
        },
        ADDRESS_IN_USE {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.occupant.bind(new InetSocketAddress(Ip.of("127.0.0.1"), deployment.server.port));
                deployment.activate();
            }

            @Override
            void goOn(GivenUpDeployment deployment) throws Exception {
                deployment.occupant.close();
                await().until(() -> !deployment.log.lines("POSTERN-1015").isEmpty());
                deployment.somebodyComes();
            }
        },
        PAUSED_AND_CLOSED {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.adapter().setInitialState("paused");
                deployment.adapter().setWhenPaused("closed");
                deployment.activate();
            }
        },
        RECEIVED {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
                assertThat(deployment.server.send("hello\r\n")).startsWith("250");
            }
        },
        CONNECTED {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
                deployment.connect();
            }
        },
        IN_THE_MIDDLE_OF_A_COMMAND {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
                deployment.connect().send("MAIL FR");
            }
        },
        IN_THE_MIDDLE_OF_CONTENT {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
                Peer peer = deployment.connect();
                peer.beginData();
                peer.send("half a mess");
            }
        },
        IN_THE_MIDDLE_OF_A_CHUNK_IN_A_FILE {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.adapter().setSpoolThresholdBytes("0");
                deployment.activate();
                Peer peer = deployment.connect();
                peer.ask("MAIL FROM:<a@example.org>");
                peer.ask("RCPT TO:<b@example.org>");
                peer.send("BDAT 1000\r\nhalf a mess");
            }
        },
        IN_THE_MIDDLE_OF_A_HANDSHAKE {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
                Peer peer = deployment.connect();
                assertThat(peer.ask("STARTTLS")).startsWith("220");
                peer.send("\u0016\u0003\u0001");
            }
        },
        IN_TLS {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
                deployment.connectInTls();
            }
        },
        IN_THE_MIDDLE_OF_AUTH {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
                assertThat(deployment.connectInTls().ask("AUTH PLAIN")).startsWith("334");
            }

            @Override
            void goOn(GivenUpDeployment deployment) throws Exception {
                deployment.peers.get(0).ask("AGFubmEAcGFzc3dvcmQ=");
            }
        },
        BEFORE_THE_GREETING {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.adapter().setGreetingDelayMillis("60000");
                deployment.activate();
                deployment.peers.add(Peer.connect("127.0.0.1", deployment.server.port));
            }

            @Override
            void goOn(GivenUpDeployment deployment) throws Exception {
                deployment.peers.get(0).ask("EHLO early.example.org");
            }
        },
        BEHIND_A_PROXY {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.adapter().setProxyNetworks("127.0.0.0/8");
                deployment.activate();
                deployment.peers.add(Peer.connect("127.0.0.1", deployment.server.port));
            }

            @Override
            void goOn(GivenUpDeployment deployment) throws Exception {
                deployment.peers.get(0).ask("PROXY TCP4 192.0.2.1 192.0.2.2 50000 25");
            }
        },
        DNS_DOES_NOT_ANSWER {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.adapter().setNullMxSenders("reject");
                deployment.activate();
                deployment.connect().send("MAIL FROM:<a@example.org>\r\n");
            }

            @Override
            void goOn(GivenUpDeployment deployment) {
                deployment.awaitCheck();
            }
        },
        ASKING_THE_BEAN {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.bean.asked(inquiry -> deployment.holdUp());
                deployment.activate();
                deployment.connect().send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n");
                deployment.awaitBean();
            }
        },
        DELIVERING {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.bean.doing(mail -> deployment.holdUp());
                deployment.activate();
                deployment.sendWithoutWaiting();
                deployment.awaitBean();
            }
        },
        WAITING_FOR_THE_BEAN {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.adapter().setMaxConcurrentDeliveries("1");
                DELIVERING.reach(deployment);
                deployment.sendWithoutWaiting();
                await().until(() -> ManagedBean.activation("orders")
                        .get("WaitingDeliveries")
                        .equals(1));
            }
        },
        CERTIFICATES_CHANGE {
            @Override
            void reach(GivenUpDeployment deployment) throws Exception {
                deployment.activate();
            }

            @Override
            void goOn(GivenUpDeployment deployment) throws Exception {
                Files.copy(deployment.otherKeys, deployment.keys, StandardCopyOption.REPLACE_EXISTING);
                await().until(() -> !deployment.log.lines("POSTERN-1022").isEmpty());
            }
        };

        abstract void reach(GivenUpDeployment deployment) throws Exception;

        /** What happens although the class loader is closed. */
        void goOn(GivenUpDeployment deployment) throws Exception {
            deployment.somebodyComes();
        }
    }

    private final Stage stage;
    private final boolean deactivates;
    private final Path keys;
    private final Path otherKeys;
    private final Set<ObjectName> before = managementBeans();
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer(FakeSecurity.knowing(Map.of("anna", "password")));
    private final FakeBean bean = server.bean("orders");
    private final Map<FakeBean, SmtpActivationSpec> activations = new HashMap<>();
    private final List<Peer> peers = new ArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final ServerSocket occupant = new ServerSocket();
    private final DatagramSocket silentDns = new DatagramSocket(0, Ip.of("127.0.0.1"));
    private boolean started;

    /**
     * Prepares it.
     *
     * @param deactivates whether the container ends what it has activated before it stops the adapter
     * @param keys a key store with the alias {@code mx}, which may be replaced by another one
     */
    GivenUpDeployment(String stage, Boolean deactivates, Path keys, Path otherKeys) throws IOException {
        this.stage = Stage.valueOf(stage);
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

    private SmtpResourceAdapter adapter() {
        return server.adapter;
    }

    private void start() throws ResourceException {
        server.start();
        started = true;
    }

    private void activate() throws ResourceException {
        if (!started) {
            start();
        }
        activations.put(bean, server.activate(bean));
    }

    private void refuse(SmtpActivationSpec spec) throws ResourceException {
        if (!started) {
            start();
        }
        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(server.bean("refused"), spec));
        assertThat(log.lines("POSTERN-1032")).singleElement().asString().contains("(refused) is refused: ");
    }

    private Peer connect() throws IOException {
        Peer peer = Peer.greeted("127.0.0.1", server.port);
        peers.add(peer);
        return peer;
    }

    private Peer connectInTls() throws IOException {
        Peer peer = connect();
        peer.ask("STARTTLS");
        peer.handshake("mx.example.org");
        peer.ask("EHLO client.example.org");
        return peer;
    }

    private void sendWithoutWaiting() throws IOException {
        Peer peer = connect();
        peer.beginData();
        peer.send("hello\r\n.\r\n");
    }

    private void holdUp() throws InterruptedException {
        arrived.countDown();
        assertThat(leave.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitBean() throws InterruptedException {
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Key stores are looked at each second. */
    private void awaitCheck() {
        int works = server.workManager.works();
        await().until(() -> server.workManager.works() > works);
    }

    /** Whether he is served is not to be known. */
    private void somebodyComes() {
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
