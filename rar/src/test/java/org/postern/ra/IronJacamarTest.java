package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.jca.core.spi.security.SecurityIntegration;
import org.jboss.jca.core.workmanager.WorkManagerImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.FreePort;
import org.postern.net.Peer;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.net.SystemTime;
import org.postern.ra.delivery.Activation;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.delivery.Namesake;

/** The WorkManager of WildFly, for real. */
@Timeout(30)
class IronJacamarTest {
    private final FakeTransactions transactions = new FakeTransactions();
    private final WorkManagerImpl workManager = new WorkManagerImpl();
    private final List<String> replies = new CopyOnWriteArrayList<>();
    private ExecutorService threads = Executors.newCachedThreadPool();

    /** Without a server there is no security to integrate with. */
    @BeforeEach
    void secure() {
        workManager.setSecurityIntegration((SecurityIntegration) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SecurityIntegration.class},
                (proxy, method, arguments) -> null));
    }

    @AfterEach
    void endThreads() {
        workManager.shutdown();
        threads.shutdownNow();
    }

    @Test
    void theWholeWay() throws Exception {
        workManager.setShortRunningThreadPool(threads);
        workManager.setLongRunningThreadPool(threads);
        SmtpResourceAdapter adapter = new SmtpResourceAdapter();
        workManager.setResourceAdapter(adapter);
        int port = FreePort.on("127.0.0.1");
        adapter.setListen("smtp://127.0.0.1:" + port);
        adapter.setDuplicateWindowSeconds("0"); // A former run of this test has sent the same.
        adapter.start(new FakeContainer(workManager, transactions));
        FakeBean bean = new FakeBean(transactions);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setResourceAdapter(adapter);
        adapter.endpointActivation(bean, spec);

        try (Peer peer = Peer.greeted("127.0.0.1", port)) {
            assertThat(peer.deliver("hello\r\n")).startsWith("250");
        }
        adapter.endpointDeactivation(bean, spec);
        adapter.stop();
        RunningServer.forgetWhatIsLeft();

        assertThat(bean.received()).containsExactly("hello\r\n");
        await().until(() -> ((ThreadPoolExecutor) threads).getActiveCount() == 0);
    }

    @Test
    void aPoolThatIsFullAnswersForNowAndFreesThePlace() {
        threads = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
        workManager.setShortRunningThreadPool(threads);
        workManager.setLongRunningThreadPool(threads);
        CountDownLatch goOn = new CountDownLatch(1);
        FakeBean bean = new FakeBean(transactions)
                .doing(mail -> assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue());
        Activation activation = new Activation(bean, Settings.endpoint());
        try (LogLines log = new LogLines()) {
            SystemTime time = new SystemTime();
            Deliveries deliveries = Settings.deliveries(Settings.lanes(workManager, time), transactions, time);
            submit(deliveries, activation, "m-1");
            await().until(() -> bean.received().size() == 1);

            submit(deliveries, activation, "m-2");

            assertThat(replies).singleElement().asString().startsWith("451 4.3.2 Message m-2 ");
            assertThat(log.lines("POSTERN-2008")).hasSize(1);
            goOn.countDown();
            await().until(() -> replies.size() == 2);
            assertThat(replies).last().asString().startsWith("250");
            assertThat(deliveries.drainAll(List.of(activation), Duration.ofSeconds(20)))
                    .isEmpty();
        }
    }

    private void submit(Deliveries deliveries, Activation activation, String id) {
        ReceivedMessage message = ReceivedMessages.message(id, "x");
        deliveries
                .submit(message, activation, deliveries.duplicateCheck(activation, Namesake.NONE))
                .thenAccept(reply -> replies.add(reply.toString()));
    }
}
