package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.Peer;

/** A server whose bean remembers what it was given, and clients that vanish. */
@Timeout(30)
abstract class DuplicatesSetUp {
    static final String MESSAGE = "Subject: order\r\n\r\n1 x widget\r\n";

    @TempDir
    Path state;

    final LogLines log = new LogLines();
    final RunningServer server = new RunningServer();
    final FakeBean bean = server.bean("orders");
    final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        server.adapter.setStateDirectory(state.toString());
        server.adapter.setMaxConnections("1");
        server.start();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        server.close();
        log.close();
    }

    void activateHolding() throws Exception {
        server.activate(
                bean.doing(mail -> assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue()));
    }

    void sendAndVanish(boolean withReset) throws Exception {
        try (Peer peer = peer(server)) {
            peer.beginData();
            peer.send(MESSAGE + ".\r\n");
            await().until(() -> bean.received().size() == 1);
            if (withReset) {
                peer.reset();
            }
        }
    }

    /** Connects when the connection before is gone: there may be one only. */
    static Peer peer(RunningServer to) throws Exception {
        Peer peer = connect(() -> Peer.connect("127.0.0.1", to.port));
        peer.ask("EHLO client.example.org");
        return peer;
    }

    static Peer connect(Callable<Peer> how) {
        return await().until(
                        () -> {
                            Peer peer = how.call();
                            if (peer.reply().startsWith("220")) {
                                return Optional.of(peer);
                            }
                            peer.close();
                            return Optional.<Peer>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    static String send(RunningServer to, String content) throws Exception {
        try (Peer peer = peer(to)) {
            String reply = peer.deliver(content);
            peer.ask("QUIT");
            return reply;
        }
    }

    static SmtpActivationSpec sharing(String recipients) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(recipients);
        spec.setOverlap("copy");
        return spec;
    }
}
