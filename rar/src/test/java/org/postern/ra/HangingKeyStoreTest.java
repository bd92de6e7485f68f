package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.FreePort;
import org.postern.net.Peer;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/** A key store that does not answer: its naming service hangs, as a dead file server does, or a device that was unplugged. */
@Timeout(180)
class HangingKeyStoreTest {
    /** What is done to other applications takes less than anybody waits for a key store. */
    private static final int PROMPT_SECONDS = 8;

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final int otherPort = FreePort.on("127.0.0.1");
    private final List<Thread> threads = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        KeyStoreNaming.install();
        KeyStoreNaming.bind("store", keys());
        KeyStoreNaming.bind("others", keys());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        KeyStoreNaming.uninstall();
        for (Thread thread : threads) {
            thread.join();
        }
        server.close();
        log.close();
    }

    @Test
    void atADeploymentItKeepsNobodyElseFromComingOrGoingAndIsUsedWhenItAnswers() throws Exception {
        KeyStoreNaming.hang("store");
        FutureTask<SmtpActivationSpec> deployment =
                inBackground(() -> server.activate(server.bean("hanging"), bound(server.port, "store")));
        await().until(() -> KeyStoreNaming.waiting() == 1);

        inBackground(this::deployAndUndeployAnother).get(PROMPT_SECONDS, TimeUnit.SECONDS);

        assertThat(deployment).as("the one that hangs").isNotDone();
        deployment.get(60, TimeUnit.SECONDS);
        assertThat(log.lines("POSTERN-1033")).singleElement().asString().contains("hanging");
        assertThat(log.lines("POSTERN-1021")).anySatisfy(line -> assertThat(line)
                .contains(":" + server.port, "KEYSTORE_UNREADABLE", "has not answered so far"));
        assertThat(offersStartTls(server.port)).isFalse();

        KeyStoreNaming.answer("store");
        await().atMost(Duration.ofSeconds(30)).until(() -> offersStartTls(server.port));
    }

    @Test
    void atACheckItKeepsNobodyElsesCertificateFromBeingNoticedAndIsGoneByWhatIsKnown() throws Exception {
        server.activate(server.bean("hanging"), bound(server.port, "store"));
        FakeBean other = server.bean("other");
        SmtpActivationSpec spec = server.activate(other, bound(otherPort, "others"));
        KeyStoreNaming.hang("store");
        await().atMost(Duration.ofSeconds(30)).until(() -> KeyStoreNaming.waiting() == 1);

        KeyStoreNaming.unbind("others");
        await().atMost(Duration.ofSeconds(30)).until(() -> !offersStartTls(otherPort));
        KeyStoreNaming.bind("others", keys());
        await().atMost(Duration.ofSeconds(30)).until(() -> offersStartTls(otherPort));

        assertThat(offersStartTls(server.port)).isTrue();
        inBackground(() -> {
                    server.adapter.endpointDeactivation(other, spec);
                    return deployAndUndeployAnother();
                })
                .get(PROMPT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void theAdapterStopsAllTheSame() throws Exception {
        KeyStoreNaming.hang("store");
        inBackground(() -> server.activate(server.bean("hanging"), bound(server.port, "store")));
        await().until(() -> KeyStoreNaming.waiting() == 1);

        inBackground(() -> {
                    server.adapter.stop();
                    return true;
                })
                .get(PROMPT_SECONDS, TimeUnit.SECONDS);

        assertThat(RunningServer.isFree(server.port)).isTrue();
    }

    private boolean deployAndUndeployAnother() throws Exception {
        FakeBean another = server.bean("another");
        int port = FreePort.on("127.0.0.1");
        SmtpActivationSpec spec = server.activate(another, bound(port, "others"));
        assertThat(offersStartTls(port)).as(String.join("\n", log.lines())).isTrue();
        server.adapter.endpointDeactivation(another, spec);
        assertThat(RunningServer.isFree(port)).isTrue();
        return true;
    }

    private static SmtpActivationSpec bound(int port, String name) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen("smtp://127.0.0.1:" + port);
        spec.setKeyStore("jndi:" + name);
        spec.setKeyStorePassword(TestKeyStore.PASSWORD);
        spec.setCertificateBindings("*=mx");
        return spec;
    }

    private static KeyStore keys() {
        return TestKeyStore.pkcs12().key("mx", TestCertificates.EC).keyStore();
    }

    private static boolean offersStartTls(int port) throws IOException {
        try (Peer peer = Peer.connect("127.0.0.1", port)) {
            peer.reply();
            boolean offered = peer.ask("EHLO client.example.org").contains("STARTTLS");
            peer.ask("QUIT");
            return offered;
        }
    }

    private <T> FutureTask<T> inBackground(Callable<T> step) {
        FutureTask<T> task = new FutureTask<>(step);
        Thread thread = new Thread(task);
        threads.add(thread);
        thread.start();
        return task;
    }
}
