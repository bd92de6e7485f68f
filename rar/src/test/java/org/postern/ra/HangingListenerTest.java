package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationFilterSupport;
import javax.management.NotificationListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener of somebody else's is told that management beans go, and does not come back: what ends does so all the same. */
@Timeout(60)
class HangingListenerTest {
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final AtomicInteger goodOnes = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final NotificationListener listener = (notification, nothing) -> hang();
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final FakeBean bean = server.bean("orders");
    private SmtpActivationSpec spec;

    @BeforeEach
    void start() throws Exception {
        server.start();
        spec = server.activate(bean);
        NotificationFilterSupport ends = new NotificationFilterSupport();
        ends.enableType(MBeanServerNotification.UNREGISTRATION_NOTIFICATION);
        beans.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, ends, null);
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        beans.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
        server.close();
        log.close();
    }

    /** A local address, the address, the activation. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anUndeploymentEndsAndThePortIsFree(int before) throws Exception {
        goodOnes.set(before);

        Thread undeployment = inTime(() -> server.adapter.endpointDeactivation(bean, spec));

        assertThat(undeployment.isAlive()).isFalse();
        assertThat(RunningServer.isFree(server.port)).isTrue();
        assertThat(log.lines("POSTERN-1052")).hasSize(1);
        goOn.countDown();
        await().until(() -> ManagedBean.all("Activation", "bean=*").isEmpty());
        assertThat(ManagedBean.all("Acceptor", "port=" + server.port)).isEmpty();
        assertThat(ManagedBean.all("LocalAddress", "port=" + server.port)).isEmpty();
    }

    /** The fourth is the bean of the adapter. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aStopEndsAndGivesAllThreadsBackButThoseThatHang(int before) throws Exception {
        goodOnes.set(before);

        Thread stop = inTime(server.adapter::stop);

        assertThat(stop.isAlive()).isFalse();
        RunningServer.forgetWhatIsLeft();
        assertThat(RunningServer.isFree(server.port)).isTrue();
        assertThat(log.lines("POSTERN-1002")).hasSize(1);
        assertThat(log.lines("POSTERN-1052")).isNotEmpty();
        goOn.countDown();
        await().until(() -> server.workManager.liveThreads() == 0);
        assertThat(ManagedBean.all("Adapter", "adapter=*")).isEmpty();
    }

    /** Management beans of the former deployment are still there, and in the way. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theApplicationCanBeDeployedAgain(int before) throws Exception {
        goodOnes.set(before);
        Thread undeployment = inTime(() -> server.adapter.endpointDeactivation(bean, spec));
        assertThat(undeployment.isAlive()).isFalse();
        FakeBean again = server.bean("orders");

        Thread deployment = inTime(() -> {
            try {
                server.activate(again);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        assertThat(deployment.isAlive()).isFalse();
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(ManagedBean.acceptor(server.port).text("State")).isEqualTo("OPEN");
        assertThat(again.received()).hasSize(1);
        goOn.countDown();
        await().until(() -> ManagedBean.all("Activation", "bean=*").size() == 1);
        assertThat(ManagedBean.acceptor(server.port).text("State")).isEqualTo("OPEN");
    }

    private static Thread inTime(Runnable what) throws InterruptedException {
        Thread thread = new Thread(what);
        thread.start();
        thread.join(Duration.ofSeconds(15).toMillis());
        return thread;
    }

    private void hang() {
        if (goodOnes.getAndDecrement() <= 0) {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
