package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.ResourceException;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container stops the adapter while it activates a bean, at any moment of that: no management bean is left. */
@Timeout(60)
class OvertakenActivationTest {
    private static final Set<Thread.State> WAITING =
            EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final Thread stop = new Thread(server.adapter::stop, "stop");

    @AfterEach
    void close() {
        server.close();
        log.close();
    }

    /** An address, two local addresses behind it, the activation. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aStopWhileABeanIsRegisteredLeavesNone(int moment) throws Exception {
        server.start();
        AtomicInteger registered = new AtomicInteger();
        NotificationListener listener = (notification, nothing) -> {
            if (notification.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)
                    && registered.incrementAndGet() == moment) {
                overtake();
            }
        };
        beans.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
        try {
            activate(server.bean("orders"), "smtp://127.0.0.1:%1$d smtp://[::1]:%1$d".formatted(server.port));
        } finally {
            beans.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
        }
        stop.join();

        assertThat(registered.get()).isGreaterThanOrEqualTo(moment);
        assertNothingIsLeft();
    }

    /** Before anything of the activation is there: the container is asked about the bean. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStopBeforeTheFirstBeanIsRegisteredLeavesNone(int calls) throws Exception {
        server.start();
        AtomicInteger asked = new AtomicInteger();
        FakeBean bean = server.bean("orders").askedForItsName(() -> {
            if (asked.incrementAndGet() == calls) {
                overtake();
            }
        });
        activate(bean, server.listen());
        if (asked.get() < calls) {
            stop.start();
        }
        stop.join();

        assertNothingIsLeft();
    }

    private void activate(FakeBean bean, String listen) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(listen);
        try {
            server.activate(bean, spec);
        } catch (ResourceException e) {
            assertThat(e).hasMessageContaining("stop"); // It may refuse, too.
        }
    }

    private void overtake() {
        stop.start();
        await().until(() -> WAITING.contains(stop.getState()));
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(beans.queryNames(new ObjectName("org.postern:*"), null)).isEmpty();
        assertThat(log.lines("POSTERN-9004")).isEmpty();
    }
}
