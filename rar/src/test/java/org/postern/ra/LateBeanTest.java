package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.FreePort;
import org.postern.net.Peer;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/** An activation takes long, as its key store hangs: nobody knows yet which beans come behind it, and for whose mail. */
@Timeout(60)
class LateBeanTest {
    private final RunningServer server = new RunningServer();
    private final List<FakeBean> beans = new CopyOnWriteArrayList<>();
    private final int otherPort = FreePort.on("127.0.0.1");
    private final SmtpResourceAdapter next = new SmtpResourceAdapter();

    @BeforeEach
    void start() throws Exception {
        KeyStoreNaming.install();
        KeyStoreNaming.bind(
                "store", TestKeyStore.pkcs12().key("mx", TestCertificates.EC).keyStore());
        server.start();
    }

    @AfterEach
    void stop() {
        KeyStoreNaming.uninstall();
        next.stop();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "copy"})
    void whoseMailNobodyWantsYetIsToldToComeAgain(String overlap) throws Exception {
        server.activate(bean("prompt"), spec("*@prompt.example", overlap));
        KeyStoreNaming.hang("store");
        FutureTask<?> activations = inBackground(() -> {
            server.activate(bean("elsewhere"), elsewhere(overlap));
            return server.activate(bean("late"), spec("*@late.example", overlap));
        });
        await().until(() -> KeyStoreNaming.waiting() == 1);

        expectPatience(overlap);

        KeyStoreNaming.answer("store");
        activations.get(30, TimeUnit.SECONDS);
        expectAllIsSettled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "copy"})
    void soItIsWhenARestartedAdapterGoesOnWithThem(String overlap) throws Exception {
        server.activate(bean("prompt"), spec("*@prompt.example", overlap));
        server.activate(bean("elsewhere"), elsewhere(overlap));
        server.activate(bean("late"), spec("*@late.example", overlap));
        server.adapter.stop();
        KeyStoreNaming.hang("store");
        next.setHostName("mail.example.org");
        next.setListen(server.listen());
        FutureTask<?> start = inBackground(() -> {
            next.start(new FakeContainer(server.workManager, server.transactions));
            return next;
        });
        await().until(() -> KeyStoreNaming.waiting() == 1);

        expectPatience(overlap);

        KeyStoreNaming.answer("store");
        start.get(30, TimeUnit.SECONDS);
        expectAllIsSettled();
    }

    /** Who shares its mail may have to share it with one that is not there yet. */
    private void expectPatience(String overlap) throws Exception {
        assertThat(reply("a@prompt.example")).startsWith(overlap.equals("copy") ? "450 4.2.1" : "250");
        assertThat(reply("a@late.example")).startsWith("450 4.2.1");
        assertThat(reply("a@nobody.example")).startsWith("450 4.2.1");
    }

    private void expectAllIsSettled() throws Exception {
        assertThat(reply("a@prompt.example")).startsWith("250");
        assertThat(reply("a@late.example")).startsWith("250");
        assertThat(reply("a@nobody.example")).startsWith("550 5.1.1");
    }

    /** As containers do, the test holds what it has activated: the adapter goes on with nothing that is gone. */
    private FakeBean bean(String name) {
        FakeBean bean = server.bean(name);
        beans.add(bean);
        return bean;
    }

    private String reply(String recipient) throws Exception {
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            return peer.ask("RCPT TO:<" + recipient + ">");
        }
    }

    private SmtpActivationSpec elsewhere(String overlap) {
        SmtpActivationSpec spec = spec("*@elsewhere.example", overlap);
        spec.setListen("smtp://127.0.0.1:" + otherPort);
        spec.setKeyStore("jndi:store");
        spec.setKeyStorePassword(TestKeyStore.PASSWORD);
        spec.setCertificateBindings("*=mx");
        return spec;
    }

    private static SmtpActivationSpec spec(String recipients, String overlap) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(recipients);
        spec.setOverlap(overlap);
        return spec;
    }

    private static <T> FutureTask<T> inBackground(Callable<T> step) {
        FutureTask<T> task = new FutureTask<>(step);
        new Thread(task).start();
        return task;
    }
}
