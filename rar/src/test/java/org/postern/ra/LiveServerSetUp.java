package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.Peer;
import org.postern.ra.config.Property;
import org.postern.ra.management.LimitAttributes;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/** A server with one bean, and clients that are closed with it. */
abstract class LiveServerSetUp {

    @TempDir
    Path directory;

    final LogLines log = new LogLines();
    final RunningServer server = new RunningServer(FakeSecurity.knowing(Map.of("anna", "secret")));
    final CountDownLatch goOn = new CountDownLatch(1);
    final FakeBean bean = server.bean("orders");
    final List<Peer> peers = new ArrayList<>();
    SmtpActivationSpec spec;

    @BeforeEach
    void start() throws Exception {
        Path keys = TestKeyStore.pkcs12().key("mx", TestCertificates.EC).write(directory.resolve("keys.p12"));
        server.adapter.setKeyStore("file:" + keys);
        server.adapter.setKeyStorePassword(TestKeyStore.PASSWORD);
        server.adapter.setCertificateBindings("*=mx");
        server.adapter.setRecipients("*@example.org");
        server.start();
        spec = server.activate(bean);
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        for (Peer peer : peers) {
            peer.close();
        }
        server.close();
        log.close();
    }

    ManagedBean bean(Property property) throws Exception {
        if (property.scope() == Property.Scope.ADAPTER) {
            return ManagedBean.only("Adapter", "adapter=*");
        }
        return property.isOfBean() ? activation() : ManagedBean.acceptor(server.port);
    }

    static ManagedBean activation() throws Exception {
        return ManagedBean.activation("orders");
    }

    static SmtpActivationSpec forRecipients(String patterns) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(patterns);
        return spec;
    }

    void set(Property property, long value) throws Exception {
        bean(property).set(LimitAttributes.name(property), value);
    }

    Peer connected() throws IOException {
        Peer peer = Peer.connect("127.0.0.1", server.port);
        peers.add(peer);
        return peer;
    }

    Peer peer() throws IOException {
        Peer peer = connected();
        peer.reply();
        peer.ask("EHLO client.example.org");
        return peer;
    }

    Peer secured() throws IOException {
        Peer peer = peer();
        peer.ask("STARTTLS");
        peer.handshake("mx.example.org");
        peer.ask("EHLO client.example.org");
        return peer;
    }

    /** One is there already. */
    void theThirdIsSentAway() throws Exception {
        assertThat(connected().reply()).startsWith("220");
        assertThat(connected().reply()).startsWith("421");
    }

    static String recipient(Peer peer, String name) {
        try {
            return peer.ask("RCPT TO:<" + name + "@example.org>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message that does not come to its end. */
    void send(int octets) throws IOException {
        Peer peer = peer();
        peer.beginData();
        peer.send("x".repeat(octets) + "\r\n");
    }

    /** A message whose reply nobody waits for. */
    Peer complete() throws IOException {
        Peer peer = peer();
        peer.beginData();
        peer.send("x\r\n.\r\n");
        return peer;
    }

    Peer hangingDelivery() throws IOException {
        bean.doing(message -> goOn.await());
        Peer peer = complete();
        await().until(() -> activation().get("RunningDeliveries").equals(1));
        return peer;
    }

    static void awaitFiles() {
        await().until(() ->
                ManagedBean.only("Adapter", "adapter=*").get("SpoolFilesUsed").equals(1));
    }

    static long octetsReceived() throws Exception {
        return (Long) ManagedBean.only("Adapter", "adapter=*").get("OctetsReceived");
    }

    /** Sends without an end to it, for as long as the server may take to see the time: a count would end too early. */
    static boolean closedWhileSending(Peer peer) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try {
            while (System.nanoTime() < end) {
                peer.send("x\r\n");
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    static void sendWhileOpen(Peer peer, byte[] octets) {
        try {
            peer.send(octets);
        } catch (IOException e) {
            // The test is over.
        }
    }
}
